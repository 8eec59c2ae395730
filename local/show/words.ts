import type { ConclusionDraft } from '../../domain/draft.ts';
import type { Day } from '../../domain/day.ts';
import type { MinutesContent } from '../../domain/minutes.ts';
import type { UnitId } from '../../domain/role.ts';

/** What a team found at its three units and asks of them. */
export function conclusionOf(serves: UnitId[]): ConclusionDraft {
  const [first, second] = serves as [UnitId, UnitId];
  return {
    kind: 'conclusion',
    serves,
    strengths: [
      {
        id: 'ud-1',
        text: 'Các đơn vị ban hành Kế hoạch cải cách hành chính năm đúng thời hạn, phân công người phụ trách từng nhiệm vụ.',
        area: 'chi_dao_dieu_hanh',
        concerns: { all: true },
      },
      {
        id: 'ud-2',
        text: 'Trả kết quả trước hạn trên 66% số hồ sơ, không để phát sinh phản ánh về thái độ phục vụ.',
        area: 'mot_cua',
        concerns: { units: [first] },
      },
    ],
    findings: [
      {
        id: 'tt-1',
        text: 'Niêm yết thủ tục hành chính chưa đầy đủ: thiếu các thủ tục mới công bố.',
        area: 'cai_cach_tthc',
        concerns: { all: true },
        basis: 'Quy định về công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ',
        cause: 'Chưa phân công người theo dõi các quyết định công bố mới.',
      },
      {
        id: 'tt-2',
        text: 'Một số hồ sơ quá hạn chưa có văn bản xin lỗi nêu lý do và ngày hẹn mới.',
        area: 'mot_cua',
        concerns: { units: [first, second] },
      },
    ],
    requirements: [
      {
        id: 'yc-1',
        text: 'Bổ sung niêm yết đầy đủ thủ tục hành chính đang còn hiệu lực tại Bộ phận Một cửa và trên trang thông tin điện tử.',
        mode: 'do',
        area: 'cai_cach_tthc',
        concerns: { all: true },
        answers: ['tt-1'],
        due: { kind: 'term', count: 15, unit: 'calendar-day' },
        proof: 'Ảnh chụp bảng niêm yết và đường dẫn trang công khai',
        responsible: 'Thủ trưởng đơn vị',
      },
      {
        id: 'yc-2',
        text: 'Gửi văn bản xin lỗi đối với các hồ sơ đã quá hạn, nêu rõ lý do và ngày hẹn trả kết quả mới.',
        mode: 'do',
        area: 'mot_cua',
        concerns: { units: [first, second] },
        answers: ['tt-2'],
        due: { kind: 'term', count: 10, unit: 'working-day' },
        proof: 'Bản sao văn bản xin lỗi',
      },
    ],
    proposals: [],
  };
}

/** The công văn that follows from both conclusions, line by line. */
export function directiveTo(serves: UnitId[], conclusions: string[], until: Day): object {
  return {
    kind: 'directive',
    issuer: 'office',
    subject: 'chấn chỉnh các tồn tại, hạn chế sau kiểm tra công tác cải cách hành chính',
    leadIn: [
      `Qua kiểm tra tại ${serves.length} cơ quan, đơn vị (Thông báo kết luận số ${conclusions.join(', số ')}), Sở Nội vụ ghi nhận các đơn vị đã chủ động triển khai Kế hoạch cải cách hành chính năm.`,
    ],
    groups: [],
    named: serves,
    strengths: [],
    findings: [
      {
        id: 'td-1',
        text: 'Tình trạng xử lý hồ sơ trên hệ thống có nơi chưa khớp với hồ sơ giấy.',
        area: 'mot_cua',
        concerns: { all: true },
      },
    ],
    requirements: [
      {
        id: 'nv-1',
        text: 'Rà soát toàn bộ hồ sơ đang giải quyết, cập nhật trạng thái trên hệ thống cho khớp với hồ sơ giấy.',
        mode: 'do',
        area: 'mot_cua',
        concerns: { all: true },
        answers: ['td-1'],
        due: { kind: 'term', count: 12, unit: 'working-day' },
        proof: 'Bảng đối chiếu hồ sơ giấy và hồ sơ trên hệ thống',
      },
      {
        id: 'nv-2',
        text: 'Không để phòng chuyên môn nhận hồ sơ trực tiếp, ngoài Bộ phận Một cửa.',
        mode: 'prohibit',
        area: 'mot_cua',
        concerns: { all: true },
        answers: ['td-1'],
        due: { kind: 'recurring', every: 'month', until },
        proof: 'Số vụ việc phát hiện trong kỳ; không có ghi 0',
      },
    ],
  };
}

/** What the secretary writes of a visit, over what the office knows of it already: who came, when it began, where. */
export function minutesOf(known: MinutesContent, unit: string): MinutesContent {
  const { day, time } = known.started!;
  return {
    ...known,
    ended: { day, time: time < '12:00' ? '11:15' : '16:45' },
    unit: [{ name: `Thủ trưởng ${unit}` }, { name: 'Phụ trách Bộ phận Một cửa', post: unit }],
    heard: [
      `${unit} báo cáo kết quả thực hiện công tác cải cách hành chính trong kỳ kiểm tra.`,
      'Đoàn kiểm tra đối chiếu hồ sơ tại Bộ phận Một cửa và trên hệ thống, trao đổi các nội dung còn tồn tại.',
    ],
    results: [
      { area: 'chi_dao_dieu_hanh', text: 'Kế hoạch cải cách hành chính năm được ban hành đúng thời hạn.' },
      { area: 'cai_cach_tthc', text: 'Niêm yết thủ tục hành chính chưa đầy đủ: thiếu các thủ tục mới công bố.' },
    ],
    unitOpinion: ['Đơn vị thống nhất với ghi nhận của Đoàn.'],
    concluding: ['Đề nghị đơn vị bổ sung niêm yết; các nội dung cụ thể ghi tại Thông báo kết luận.'],
  };
}

export const allSigned = { secretary: true, lead: true, unit: true };

export const sentBack = ['Câu 1.1: gửi kèm Kế hoạch cải cách hành chính năm của đơn vị, không chỉ ghi đường dẫn.'];

export const notMet = 'Ảnh chụp chưa thấy đủ các thủ tục công bố. Đề nghị chụp lại toàn bộ bảng niêm yết.';

/** What a unit writes when it reports an item: the first time, and after it came back. */
export const reportOf = (again: boolean): string =>
  again
    ? 'Đơn vị đã chụp lại toàn bộ bảng niêm yết, có đủ các thủ tục công bố, và gửi kèm danh mục đối chiếu.'
    : 'Đơn vị đã phân công người phụ trách, hoàn thành nội dung theo yêu cầu và gửi tài liệu kiểm chứng kèm theo.';

export const confirmed = 'Trong kỳ không phát hiện trường hợp nào. Bộ phận Một cửa là nơi duy nhất nhận hồ sơ.';

export const moreTime =
  'Nhà thầu giao bảng niêm yết mới chậm một tuần. Đơn vị đề nghị gia hạn để lắp đặt và chụp lại ảnh kiểm chứng.';

export const agreed = 'Đồng ý gia hạn một lần. Đề nghị đơn vị gửi ảnh kiểm chứng ngay khi lắp đặt xong.';

/** The office's own number of the letter that hurries late units. */
export const officialLetter = (day: string) => ({ number: '112/SNV-CCHC', day, signer: 'Giám đốc Sở' });
