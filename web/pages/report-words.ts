/** What a unit's report is called, and who reads it: of an inspection, or of a reporting round. */
export interface ReportWords {
  /** `Báo cáo tự kiểm tra`. */
  name: string;
  /** `Đoàn kiểm tra`. */
  reader: string;
  /** The page it belongs to. */
  round: string;
}

const ofInspection: ReportWords = { name: 'Báo cáo tự kiểm tra', reader: 'Đoàn kiểm tra', round: 'Cuộc kiểm tra' };
const ofReporting: ReportWords = { name: 'Báo cáo kỳ', reader: 'Cơ quan tổng hợp', round: 'Đợt báo cáo' };

export const reportWords = (reporting: boolean | undefined): ReportWords => (reporting ? ofReporting : ofInspection);

/** Within a sentence. */
export const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
