import { createContext, useContext } from 'react';
import type { Me } from '../../../api/office/me.ts';
import { may, rights } from '../../../domain/rights.ts';
import type { Operation } from '../../../domain/rights.ts';
import type { Place, Role } from '../../../domain/role.ts';
import { roleWords } from '../../../domain/why.ts';

/** Who sits here, once the frame knows. */
export const WhoContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(WhoContext);
  if (!me) throw new Error('No page is shown before one knows who sits here');
  return me;
}

/** May I do this there? The same table as the server's, which decides. */
export function useMay(): (operation: Operation, place?: Place) => boolean {
  const { roles } = useMe();
  return (operation, place = {}) => may(roles as Parameters<typeof may>[0], operation, place);
}

/** Why a button is off: `Chỉ lãnh đạo phòng làm được việc này.` */
export const onlyFor = (operation: Operation): string =>
  `Dành cho ${(rights[operation] as readonly Role[]).map((role) => roleWords[role]).join(', ')}.`;
