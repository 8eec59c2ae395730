import type { Outline } from '../outline.ts';
import type { Criterion, Scale } from '../scale.ts';
import { sampleOutline2026 } from './sample-2026.ts';

const yes = (code: string, question: string, text: string, most: number): Criterion => ({
  code,
  text,
  most,
  rule: { by: 'yes-no', better: 'yes' },
  from: { question },
});
const no = (code: string, question: string, text: string, most: number): Criterion => ({
  ...yes(code, question, text, most),
  rule: { by: 'yes-no', better: 'no' },
});

/** Points, bands and steps are ours, made to be changed: they are those of no province's index. */
const scale: Scale = {
  groups: [
    {
      code: 'I',
      name: 'Chỉ đạo, điều hành',
      counts: 'scored',
      criteria: [
        yes('I.1', '1.1', 'Ban hành kế hoạch cải cách hành chính năm đúng hạn', 4),
        yes('I.2', '1.2', 'Kế hoạch rõ người phụ trách, thời hạn, sản phẩm', 3),
        // not every unit has sub-units, or had findings
        { ...yes('I.3', '1.3', 'Tự kiểm tra các phòng, đơn vị trực thuộc', 4), optional: true },
        { ...yes('I.4', '1.5', 'Khắc phục hết tồn tại của kết luận năm trước', 4), optional: true },
      ],
    },
    {
      code: 'II',
      name: 'Thủ tục hành chính, một cửa',
      counts: 'scored',
      criteria: [
        { ...yes('II.1', '3.1', 'Niêm yết, công khai đầy đủ thủ tục', 4), optional: true },
        {
          code: 'II.2',
          text: 'Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn',
          most: 12,
          rule: {
            by: 'ratio',
            bands: [
              { from: 95, gives: 'full' },
              { from: 80, gives: 'share' },
            ],
          },
          from: { rate: 'rate_early_or_on_time' },
          optional: true,
          evidence: 'Biểu II.06',
        },
        {
          code: 'II.3',
          text: 'Tỷ lệ hồ sơ tiếp nhận trực tuyến',
          most: 8,
          rule: {
            by: 'ratio',
            bands: [
              { from: 70, gives: 'full' },
              { from: 30, gives: 'share' },
            ],
          },
          from: { rate: 'rate_received_online' },
          optional: true,
        },
        { ...no('II.4', '4.2', 'Không để phòng chuyên môn nhận hồ sơ ngoài Bộ phận Một cửa', 2), optional: true },
      ],
    },
    {
      code: 'III',
      name: 'Tổ chức, công vụ, tài chính, chuyển đổi số',
      counts: 'scored',
      criteria: [
        yes('III.1', '5.1', 'Số phòng, số cấp phó đúng quy định', 4),
        yes('III.2', '6.1', 'Bố trí người đúng vị trí việc làm', 4),
        yes('III.3', '7.1', 'Quy chế chi tiêu nội bộ cập nhật, công khai', 3),
        yes('III.4', '8.1', 'Văn bản đi được ký số đủ', 2),
        {
          code: 'III.5',
          text: 'Chất lượng tham mưu, phối hợp trong năm',
          most: 6,
          rule: { by: 'manual' },
          evidence: 'Nhận xét của các cơ quan phối hợp',
        },
      ],
    },
    {
      code: 'IV',
      name: 'Điểm cộng',
      counts: 'bonus',
      criteria: [
        {
          code: 'IV.1',
          text: 'Sáng kiến cải cách hành chính được công nhận',
          most: 2,
          rule: { by: 'count', step: 0.5 },
          evidence: 'Quyết định công nhận',
        },
      ],
    },
    {
      code: 'V',
      name: 'Điểm trừ',
      counts: 'deducted',
      criteria: [
        {
          code: 'V.1',
          text: 'Số người bị xử lý kỷ luật trong năm',
          most: 0,
          least: -3,
          rule: { by: 'deduction', step: 1 },
        },
      ],
    },
  ],
};

/** The sample outline with a scale beside it. */
export const sampleScoredOutline2026: Outline = {
  ...sampleOutline2026,
  id: 'mau-cham-diem-2026',
  title: 'Đề cương báo cáo tự kiểm tra có thang điểm, năm 2026 (mẫu tham khảo, không phải thang điểm chính thức)',
  scale,
};
