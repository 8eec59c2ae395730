import { paperKinds, paperStages } from '../../../domain/paper.ts';
import type { PaperKind, PaperStage } from '../../../domain/paper.ts';

/** What the address of the list says. */
export interface PapersSearch {
  dot?: string;
  loai?: PaperKind;
  buoc?: PaperStage;
  tim?: string;
}

/** Of an address as somebody typed it. */
export const papersSearch = ({ dot, loai, buoc, tim }: Record<string, unknown>): PapersSearch => ({
  ...(typeof dot === 'string' && dot !== '' ? { dot } : {}),
  ...(paperKinds.includes(loai as PaperKind) ? { loai: loai as PaperKind } : {}),
  ...(paperStages.includes(buoc as PaperStage) ? { buoc: buoc as PaperStage } : {}),
  ...(typeof tim === 'string' && tim.trim() !== '' ? { tim } : {}),
});

/** The registers of outgoing papers, by the letters of their series. */
export const serieses = { TB: 'Thông báo', CV: 'Công văn', BC: 'Báo cáo', TH: 'Văn bản tập huấn' } as const;
export type Series = keyof typeof serieses;

/** Which register the address shows. */
export interface RegisterSearch {
  so?: Series;
  nam?: number;
}

export const registerSearch = ({ so, nam }: Record<string, unknown>): RegisterSearch => ({
  ...(typeof so === 'string' && so in serieses ? { so: so as Series } : {}),
  ...(Number.isInteger(Number(nam)) && Number(nam) >= 2000 && Number(nam) < 2200 ? { nam: Number(nam) } : {}),
});

/** For which round, of which kind, for whom: said in the address, so that any page may lead here. */
export interface NewPaperSearch {
  dot?: string;
  loai?: PaperKind;
  donVi?: string;
}

export const newPaperSearch = ({ dot, loai, donVi }: Record<string, unknown>): NewPaperSearch => ({
  ...(typeof dot === 'string' && dot !== '' ? { dot } : {}),
  ...(paperKinds.includes(loai as PaperKind) ? { loai: loai as PaperKind } : {}),
  ...(typeof donVi === 'string' && donVi !== '' ? { donVi } : {}),
});

/** Of which round the paper is. */
export interface EnterSearch {
  dot?: string;
}

export const enterSearch = ({ dot }: Record<string, unknown>): EnterSearch =>
  typeof dot === 'string' && dot !== '' ? { dot } : {};
