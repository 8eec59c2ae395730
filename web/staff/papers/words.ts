import type { Operation } from '../../../domain/rights.ts';
import { scopesFor } from '../../../domain/rights.ts';
import { paperKindWords } from '../../../domain/paper.ts';
import type { PaperKind } from '../../../domain/paper.ts';
import { useMe } from '../parts/who.ts';

/** Who drafts each kind; the same table as the API's, which decides. */
export const draftRights: Record<PaperKind, Operation> = {
  notice: 'draft-notice',
  conclusion: 'draft-conclusion',
  'result-notice': 'draft-conclusion',
  directive: 'draft-directive',
  report: 'draft-report',
};

/** What each kind is for, where one is chosen. */
export const kindPurposes: Record<PaperKind, string> = {
  notice: 'Báo cho các đơn vị biết lịch, nội dung kiểm tra.',
  conclusion: 'Ưu điểm, tồn tại và yêu cầu sau kiểm tra trực tiếp: một hoặc vài đơn vị của một đoàn.',
  'result-notice': 'Kết quả kiểm tra qua báo cáo.',
  directive: 'Chỉ đạo, chấn chỉnh: giao việc tới nhóm đơn vị và đơn vị đích danh, từng dòng.',
  report: 'Báo cáo tổng hợp của đợt kiểm tra, hoặc báo cáo kỳ.',
};

/** May I do this somewhere, whatever the place? */
export function useMaySomewhere(): (operation: Operation) => boolean {
  const { roles } = useMe();
  return (operation) => scopesFor(roles as Parameters<typeof scopesFor>[0], operation).length > 0;
}

/** `Thông báo kết luận kiểm tra số 05/TB-SNV`, or without a number. */
export const nameOf = ({ kind, number }: { kind: PaperKind; number?: string | undefined }): string =>
  number === undefined ? paperKindWords[kind] : `${paperKindWords[kind]} số ${number}`;

/** `Sở A, Sở B, Sở C và 59 nơi khác`. */
export const someUnits = ({ total, first }: { total: number; first: string[] }): string =>
  total > first.length ? `${first.join(', ')} và ${total - first.length} nơi khác` : first.join(', ');
