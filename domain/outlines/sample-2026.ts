import type { Outline, Question } from '../outline.ts';

/** Có or Không; Không is explained. */
const asked = (code: string, text: string, evidence?: string): Question => ({
  code,
  text,
  answer: 'yes-no',
  explainWhen: ['no'],
  ...(evidence !== undefined && { evidence }),
});
/** Có has to be proven. */
const proven = (code: string, text: string, evidence: string): Question => ({
  ...asked(code, text, evidence),
  evidenceWhen: ['yes'],
});
/** Có is the worse answer, so it is the one explained. */
const unwanted = (code: string, text: string): Question => ({ code, text, answer: 'yes-no', explainWhen: ['yes'] });
const inWords = (code: string, text: string): Question => ({
  code,
  text,
  answer: 'text',
  explainWhen: [],
  optional: true,
});

/** A sample to start from. Its questions and weights are ours, not those of any ministry's index. */
export const sampleOutline2026: Outline = {
  id: 'mau-2026',
  version: 1,
  title: 'Đề cương báo cáo tự kiểm tra công tác cải cách hành chính năm 2026 (mẫu tham khảo)',
  official: false,
  areas: [
    {
      code: 'chi_dao_dieu_hanh',
      name: 'Chỉ đạo, điều hành',
      weight: 15,
      questions: [
        proven(
          '1.1',
          'Kế hoạch cải cách hành chính năm của đơn vị đã ban hành đúng hạn chưa?',
          'Kế hoạch, số và ngày ban hành',
        ),
        asked('1.2', 'Mỗi nhiệm vụ trong kế hoạch có người phụ trách, thời hạn và sản phẩm không?'),
        asked(
          '1.3',
          'Đơn vị có tự kiểm tra các phòng, đơn vị trực thuộc trong năm không?',
          'Kế hoạch và kết quả tự kiểm tra',
        ),
        asked('1.4', 'Các báo cáo định kỳ về cải cách hành chính có được gửi đúng hạn không?'),
        asked(
          '1.5',
          'Tồn tại nêu trong kết luận kiểm tra năm trước đã được khắc phục hết chưa?',
          'Báo cáo kết quả khắc phục',
        ),
        asked(
          '1.6',
          'Người đứng đầu có trực tiếp chủ trì họp, kiểm điểm tiến độ cải cách hành chính ít nhất mỗi quý một lần không?',
        ),
      ],
    },
    {
      code: 'cai_cach_the_che',
      name: 'Cải cách thể chế',
      weight: 10,
      questions: [
        asked('2.1', 'Văn bản quy phạm pháp luật được giao tham mưu có trình đúng tiến độ không?'),
        asked('2.2', 'Đơn vị có rà soát và đề nghị xử lý văn bản không còn phù hợp không?'),
        unwanted('2.3', 'Có văn bản cá biệt nào chứa quy định mang tính quy phạm pháp luật không?'),
      ],
    },
    {
      code: 'cai_cach_tthc',
      name: 'Cải cách thủ tục hành chính',
      weight: 10,
      questions: [
        proven(
          '3.1',
          'Toàn bộ thủ tục còn hiệu lực đã được niêm yết, công khai đầy đủ chưa?',
          'Ảnh chụp bảng niêm yết hoặc đường dẫn trang công khai',
        ),
        asked('3.2', 'Đơn vị có rà soát, đề xuất đơn giản hóa thủ tục trong năm không?'),
        asked('3.3', 'Phản ánh, kiến nghị của người dân, doanh nghiệp có được trả lời đúng hạn không?'),
      ],
    },
    {
      code: 'mot_cua',
      name: 'Cơ chế một cửa, một cửa liên thông',
      weight: 15,
      questions: [
        asked('4.1', 'Mọi hồ sơ có được tiếp nhận và trả kết quả qua Bộ phận Một cửa không?'),
        unwanted('4.2', 'Có hồ sơ nào do phòng chuyên môn nhận trực tiếp, không qua Bộ phận Một cửa không?'),
        asked(
          '4.3',
          'Hồ sơ quá hạn nào cũng có văn bản xin lỗi do người đứng đầu ký, nêu lý do và ngày hẹn mới không?',
        ),
        asked('4.4', 'Tình trạng hồ sơ trên hệ thống có khớp với hồ sơ giấy không?'),
      ],
    },
    {
      code: 'to_chuc_bo_may',
      name: 'Cải cách tổ chức bộ máy',
      weight: 8,
      questions: [
        asked('5.1', 'Số phòng và số cấp phó có đúng quy định không?'),
        asked('5.2', 'Việc phân cấp, ủy quyền có được rà soát trong năm không?'),
      ],
    },
    {
      code: 'che_do_cong_vu',
      name: 'Cải cách chế độ công vụ',
      weight: 15,
      questions: [
        asked('6.1', 'Công chức, viên chức có được bố trí theo đúng vị trí việc làm không?'),
        asked('6.2', 'Kế hoạch đào tạo, bồi dưỡng năm có được thực hiện đủ không?'),
        unwanted('6.3', 'Trong năm có người bị xử lý kỷ luật không?'),
      ],
    },
    {
      code: 'cai_cach_tai_chinh_cong',
      name: 'Cải cách tài chính công',
      weight: 7,
      questions: [
        asked('7.1', 'Quy chế chi tiêu nội bộ có được cập nhật và công khai không?', 'Quy chế đang áp dụng'),
        asked('7.2', 'Vốn đầu tư công được giao có giải ngân đúng tiến độ không?'),
      ],
    },
    {
      code: 'chinh_quyen_dien_tu_so',
      name: 'Xây dựng, phát triển chính quyền số',
      weight: 20,
      questions: [
        asked('8.1', 'Văn bản đi có được ký số đủ cả người ký và cơ quan không?'),
        asked('8.2', 'Hồ sơ và kết quả giải quyết có được số hóa theo quy định không?'),
        asked('8.3', 'Trang thông tin điện tử có đủ các mục phải công khai không?'),
      ],
    },
    {
      code: 'tac_dong_cchc',
      name: 'Tác động của cải cách hành chính',
      questions: [
        asked(
          '9.1',
          'Đơn vị có khảo sát mức độ hài lòng của người dân, tổ chức trong năm không?',
          'Báo cáo kết quả khảo sát',
        ),
      ],
    },
    {
      code: 'kho_khan_kien_nghi',
      name: 'Khó khăn, kiến nghị',
      questions: [
        inWords('10.1', 'Khó khăn, vướng mắc khi thực hiện.'),
        inWords('10.2', 'Đề xuất, kiến nghị; ghi rõ gửi cơ quan nào.'),
      ],
    },
  ],
  tables: [{ code: 'ii06', form: 'II.06', title: 'Biểu II.06: Tình hình tiếp nhận, giải quyết hồ sơ', perSite: true }],
  indicators: [
    {
      code: 'plan_tasks_total',
      name: 'Số nhiệm vụ trong kế hoạch',
      unitOfMeasure: 'nhiệm vụ',
      area: 'chi_dao_dieu_hanh',
    },
    {
      code: 'plan_tasks_completed',
      name: 'Số nhiệm vụ đã hoàn thành',
      unitOfMeasure: 'nhiệm vụ',
      area: 'chi_dao_dieu_hanh',
    },
    { code: 'procedures_total', name: 'Số thủ tục hành chính', unitOfMeasure: 'TTHC', area: 'cai_cach_tthc' },
    {
      code: 'procedures_online',
      name: 'Số thủ tục cung cấp trực tuyến',
      unitOfMeasure: 'TTHC',
      area: 'chinh_quyen_dien_tu_so',
    },
    {
      code: 'petitions_received',
      name: 'Số phản ánh, kiến nghị đã nhận',
      unitOfMeasure: 'phản ánh, kiến nghị',
      area: 'cai_cach_tthc',
    },
    {
      code: 'petitions_answered',
      name: 'Số phản ánh, kiến nghị đã trả lời',
      unitOfMeasure: 'phản ánh, kiến nghị',
      area: 'cai_cach_tthc',
    },
    { code: 'one_stop_sites', name: 'Số trụ sở có Bộ phận Một cửa', unitOfMeasure: 'trụ sở', area: 'mot_cua' },
    {
      code: 'dossiers_bypassing_one_stop',
      name: 'Số hồ sơ nhận ngoài Bộ phận Một cửa',
      unitOfMeasure: 'hồ sơ',
      area: 'mot_cua',
    },
    { code: 'apology_letters', name: 'Số văn bản xin lỗi', unitOfMeasure: 'văn bản', area: 'mot_cua' },
    { code: 'staff_quota', name: 'Biên chế được giao', unitOfMeasure: 'người', area: 'che_do_cong_vu' },
    { code: 'staff_present', name: 'Biên chế có mặt', unitOfMeasure: 'người', area: 'che_do_cong_vu' },
    { code: 'outgoing_documents', name: 'Số văn bản đi', unitOfMeasure: 'văn bản', area: 'chinh_quyen_dien_tu_so' },
    {
      code: 'signed_documents',
      name: 'Số văn bản đi đã ký số',
      unitOfMeasure: 'văn bản',
      area: 'chinh_quyen_dien_tu_so',
    },
  ],
  pairs: [
    { part: 'plan_tasks_completed', whole: 'plan_tasks_total', level: 'error' },
    { part: 'procedures_online', whole: 'procedures_total', level: 'error' },
    { part: 'petitions_answered', whole: 'petitions_received', level: 'warning' },
    { part: 'signed_documents', whole: 'outgoing_documents', level: 'error' },
    { part: 'staff_present', whole: 'staff_quota', level: 'warning' },
  ],
  claims: [{ code: 'no-late-dossiers', text: 'Trong kỳ không có hồ sơ trễ hạn.' }],
};
