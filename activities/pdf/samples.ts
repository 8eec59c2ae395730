import type { Day } from '../../domain/day.ts';
import { authorityLines, formII06 } from '../../domain/document.ts';
import type { ConclusionDocument, Imprint, Letterhead, NoticeDocument } from '../../domain/document.ts';

/** Papers of a made-up province: the bench prints them, the tests read them, an office sees its own letterhead on them. */
export const letterhead: Letterhead = {
  parentOrgan: 'UBND tỉnh Hương Giang',
  organ: 'Sở Nội vụ',
  place: 'Hương Giang',
};

const signer = {
  authority: authorityLines({ as: 'for-head', head: 'Giám đốc', post: 'Phó Giám đốc' }),
  name: 'Trần Minh Khôi',
};

export const issued = (number: number, day: Day): Imprint => ({
  number,
  day,
  symbol: 'TB-SNV',
  year: Number(day.slice(0, 4)),
  signer,
  contentHash: '9f2c5a7e0b1d43c68e90f7a2b5d4c3e1f60718293a4b5c6d7e8f90a1b2c3d4e5',
});

export const draft: Imprint = { symbol: 'TB-SNV', year: 2026, signer };

/** Four units, one of them a vertically managed agency with three one-stop sites. */
export const sampleConclusion: ConclusionDocument = {
  kind: 'conclusion',
  letterhead,
  imprint: issued(5, '2026-10-29'),
  abstract: 'Kết luận kiểm tra công tác cải cách hành chính năm 2026 tại 04 cơ quan, đơn vị (đợt 2)',
  leadIn: [
    'Thực hiện Kế hoạch số 12/KH-UBND ngày 20 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về kiểm tra công tác cải cách hành chính năm 2026, từ ngày 06/10/2026 đến ngày 14/10/2026, Đoàn kiểm tra theo Quyết định số 41/QĐ-SNV ngày 10 tháng 3 năm 2026, do ông Trần Minh Khôi, Phó Giám đốc Sở Nội vụ, làm Trưởng đoàn, đã kiểm tra trực tiếp tại 04 cơ quan, đơn vị; thời kỳ kiểm tra từ ngày 01/01/2026 đến ngày 30/9/2026.',
    'Trên cơ sở báo cáo tự kiểm tra, biên bản làm việc và ý kiến của các cơ quan, đơn vị, Sở Nội vụ thông báo kết luận như sau:',
  ],
  units: [
    { id: 'hq', name: 'Chi cục Hải quan khu vực Hương Giang', vertical: true },
    { id: 'kkt', name: 'Ban Quản lý Khu kinh tế tỉnh' },
    { id: 'vhtt', name: 'Sở Văn hóa và Thể thao' },
    { id: 'ld', name: 'Sở Y tế' },
  ],
  strengths: [
    {
      area: 'Về cải cách thủ tục hành chính',
      lines: [
        {
          text: 'Quy trình giải quyết được theo dõi hằng ngày trên hệ thống; bảng tiến độ tại Trung tâm Phục vụ hành chính công tỉnh khớp với sổ theo dõi ở cả bốn nơi',
          concerns: { all: true },
        },
        {
          text: 'Chủ động làm việc trước với các cơ quan phối hợp nên hồ sơ phức tạp được giải quyết trong hạn',
          concerns: { units: ['ld'] },
        },
      ],
    },
    {
      area: 'Về xây dựng chính quyền số',
      lines: [
        {
          text: 'Toàn bộ khâu tiếp nhận, luân chuyển và trả kết quả đi qua hệ thống điện tử của ngành tại cả ba trụ sở',
          concerns: { units: ['hq'] },
        },
      ],
    },
  ],
  figures: [
    {
      caption: 'Bảng 1. Kết quả giải quyết hồ sơ tại Sở Y tế',
      period: 'từ ngày 01/01/2026 đến ngày 30/9/2026',
      unitOfMeasure: 'hồ sơ',
      columns: ['Số liệu'],
      rows: [
        { label: 'Đã giải quyết', counts: [3541] },
        { label: 'Giải quyết trước hạn', counts: [2356] },
        { label: 'Quá hạn', counts: [0] },
        { label: 'Trả kết quả qua dịch vụ bưu chính công ích', counts: [null] },
        {
          label: 'Tỷ lệ giải quyết trước hạn',
          of: 'tổng số hồ sơ đã giải quyết',
          rates: [{ part: 2356, whole: 3541 }],
        },
      ],
    },
    {
      caption: 'Bảng 2. Kết quả giải quyết hồ sơ tại Chi cục Hải quan khu vực Hương Giang',
      period: 'từ ngày 01/01/2026 đến ngày 30/9/2026',
      unitOfMeasure: 'hồ sơ',
      columns: ['Phòng Nghiệp vụ', 'Hải quan cửa khẩu cảng Cửa Việt', 'Hải quan Bắc Giang Sơn', 'Cộng'],
      rows: [
        { label: 'Đã giải quyết', counts: [2104, 11_480, 2207, 15_791] },
        { label: 'Quá hạn', counts: [0, 0, 0, 0] },
        { label: 'Tiếp nhận trực tuyến', counts: [null, null, null, { value: 15_000, qualifier: 'more_than' }] },
        {
          label: 'Tỷ lệ đúng và trước hạn',
          of: 'tổng số hồ sơ đã giải quyết',
          rates: [
            { part: 2104, whole: 2104 },
            { part: 11_480, whole: 11_480 },
            { part: 2207, whole: 2207 },
            { part: 15_791, whole: 15_791 },
          ],
        },
      ],
    },
    {
      caption: 'Bảng 3. Hồ sơ trực tuyến tại Ban Quản lý Khu kinh tế tỉnh',
      period: 'từ ngày 01/01/2026 đến ngày 30/9/2026',
      unitOfMeasure: 'hồ sơ',
      columns: ['Số liệu'],
      rows: [
        { label: 'Dịch vụ công trực tuyến toàn trình', counts: [1] },
        { label: 'Dịch vụ công trực tuyến một phần', counts: [0] },
      ],
    },
    {
      caption: 'Kết quả giải quyết hồ sơ tại Sở Văn hóa và Thể thao',
      period: 'từ ngày 01/01/2026 đến ngày 30/9/2026',
      columns: ['Số liệu'],
      rows: [{ label: 'Đã giải quyết', counts: [null] }],
    },
  ],
  findings: [
    {
      id: 'bcci',
      text: 'hồ sơ tiếp nhận và trả kết quả qua dịch vụ bưu chính công ích còn ít so với số hồ sơ đủ điều kiện',
      concerns: { all: true },
      evidence: 'Kiểm tra 120 hồ sơ đã trả kết quả trong tháng 9 chỉ có 09 hồ sơ trả qua bưu chính',
      cause: 'chưa hướng dẫn người dân ngay khi tiếp nhận; chưa niêm yết giá cước',
    },
    {
      id: 'online',
      text: 'chưa có giải pháp cụ thể để tăng số hồ sơ nộp trực tuyến',
      concerns: { units: ['kkt', 'vhtt'] },
      basis: 'điểm b khoản 2 Mục III Kế hoạch cải cách hành chính năm 2026 của tỉnh',
      evidence: 'Sở Văn hóa và Thể thao chưa cung cấp số liệu; các đơn vị chưa có số theo dõi riêng hồ sơ trực tuyến',
      cause: 'chưa phân công người hướng dẫn nộp hồ sơ trực tuyến tại quầy',
    },
    {
      id: 'online-kkt',
      text: 'trong chín tháng chỉ có 01 hồ sơ toàn trình, chưa có hồ sơ một phần (Bảng 3)',
      concerns: { units: ['kkt'] },
      illustrates: 'online',
    },
    {
      id: 'news',
      text: 'tuyên truyền về cải cách hành chính mới dừng ở việc ban hành kế hoạch',
      concerns: { units: ['kkt', 'vhtt', 'ld'] },
      evidence: 'Từ tháng 4/2026 không có tin, bài mới trên trang thông tin điện tử',
    },
    {
      id: 'board',
      text: 'bảng niêm yết tại một trụ sở chưa cập nhật 03 thủ tục mới được công bố',
      concerns: { units: ['hq'] },
      evidence: 'Ảnh chụp bảng niêm yết ngày 07/10/2026',
    },
  ],
  judgement: [
    'Các cơ quan, đơn vị đã tổ chức thực hiện nghiêm túc kế hoạch cải cách hành chính năm 2026 và phối hợp tốt với Đoàn kiểm tra.',
  ],
  requirements: [
    {
      text: 'hướng dẫn nộp và nhận kết quả qua dịch vụ bưu chính công ích ngay khi tiếp nhận; niêm yết giá cước tại nơi tiếp nhận',
      concerns: { all: true },
      answers: ['bcci'],
      responsible: 'Thủ trưởng cơ quan, đơn vị',
      cooperating: 'Bưu điện tỉnh',
      due: { kind: 'day', day: '2026-11-13', reckoned: '15 ngày kể từ ngày ban hành Thông báo này' },
      proof: 'báo cáo kèm ảnh bảng niêm yết',
    },
    {
      text: 'ban hành và tổ chức thực hiện kế hoạch tăng số hồ sơ trực tuyến, phân công người hướng dẫn tại quầy',
      concerns: { units: ['kkt', 'vhtt'] },
      answers: ['online'],
      responsible: 'Trưởng ban, Giám đốc Sở',
      due: { kind: 'term', count: 30, unit: 'calendar-day', from: 'ngày ban hành Thông báo này' },
      proof: 'kế hoạch có người phụ trách, thời hạn từng việc',
      target: 'ít nhất 50% hồ sơ phát sinh được nộp trực tuyến',
    },
    {
      text: 'đăng tin, bài về thủ tục hành chính và sáng kiến cải cách hành chính trên trang thông tin điện tử',
      concerns: { units: ['kkt', 'vhtt', 'ld'] },
      answers: ['news'],
      due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
      proof: 'danh mục tin, bài đã đăng',
    },
    {
      text: 'cập nhật bảng niêm yết các thủ tục mới được công bố',
      concerns: { units: ['hq'] },
      answers: ['board'],
      responsible: 'Lãnh đạo Chi cục phụ trách cải cách hành chính',
      proof: 'ảnh bảng niêm yết sau khi cập nhật',
    },
    {
      text: 'rà soát bản mô tả công việc theo vị trí việc làm',
      concerns: { units: ['ld'] },
      due: { kind: 'event', event: 'khi ban hành kế hoạch biên chế năm 2027', latest: '2026-12-15' },
    },
  ],
  proposals: [
    {
      unit: 'kkt',
      text: 'đề nghị bổ sung máy quét tại nơi tiếp nhận hồ sơ',
      answer: 'Sở Nội vụ chuyển Sở Tài chính xem xét, trả lời đơn vị trước ngày 20/11/2026',
    },
  ],
  report: { to: 'Sở Nội vụ', due: { kind: 'day', day: '2026-11-13' } },
  recipients: {
    to: [
      'UBND tỉnh (b/c)',
      'Cục Hải quan (để biết)',
      'Giám đốc Sở (b/c)',
      'Các cơ quan, đơn vị được kiểm tra',
      'Thành viên Đoàn kiểm tra',
    ],
    filedAt: 'VT, CCHC',
  },
};

export const sampleNotice: NoticeDocument = {
  kind: 'notice',
  letterhead: { ...letterhead, address: '15 đường Lê Lợi, phường Trung Tâm', phone: '0234 123 456' },
  imprint: issued(17, '2026-01-05'),
  abstract: 'Kiểm tra công tác cải cách hành chính năm 2026',
  bases: [
    'Căn cứ Kế hoạch số 12/KH-UBND ngày 20 tháng 12 năm 2025 của Ủy ban nhân dân tỉnh về kiểm tra công tác cải cách hành chính năm 2026',
    'Căn cứ Quyết định số 02/QĐ-SNV ngày 02 tháng 01 năm 2026 của Giám đốc Sở Nội vụ về việc thành lập Đoàn kiểm tra công tác cải cách hành chính năm 2026',
  ],
  campaign: {
    name: 'Đợt kiểm tra công tác cải cách hành chính năm 2026',
    method: 'trực tiếp tại trụ sở cơ quan, đơn vị; kiểm tra qua báo cáo đối với đơn vị ghi tại Phụ lục I',
    period: 'từ ngày 01/01/2025 đến ngày 31/12/2025',
  },
  team: {
    name: 'Đoàn kiểm tra theo Quyết định số 02/QĐ-SNV',
    members: [
      { name: 'Ông Trần Minh Khôi', post: 'Phó Giám đốc Sở Nội vụ', role: 'Trưởng đoàn' },
      { name: 'Bà Lê Thị Thu Hà', post: 'Trưởng phòng Cải cách hành chính, Sở Nội vụ', role: 'Phó Trưởng đoàn' },
      { name: 'Ông Nguyễn Đức Thịnh', post: 'Chuyên viên Phòng Cải cách hành chính, Sở Nội vụ', role: 'Thư ký' },
      {
        name: 'Bà Phạm Quỳnh Ngọc',
        post: 'Chuyên viên Phòng Xây dựng và kiểm tra văn bản, Sở Tư pháp',
        role: 'Thành viên',
      },
    ],
  },
  asks: {
    acknowledge: { by: '2026-01-07', how: 'bằng nút “Đã nhận” trong thư kèm theo hoặc bằng điện thoại' },
    selfReport: { to: 'Sở Nội vụ (Phòng Cải cách hành chính)' },
    present: [
      'Thủ trưởng hoặc cấp phó phụ trách cải cách hành chính',
      'Công chức đầu mối cải cách hành chính',
      'Công chức làm việc tại Bộ phận Một cửa',
    ],
    prepare: [
      'Hồ sơ, sổ theo dõi và tài khoản tra cứu trên hệ thống thông tin giải quyết thủ tục hành chính',
      'Phòng làm việc cho Đoàn kiểm tra',
    ],
  },
  contact: 'Phòng Cải cách hành chính, Sở Nội vụ, điện thoại 0234 123 457',
  schedule: [
    {
      day: '2026-01-27',
      from: '08:00',
      to: '11:30',
      unit: 'Sở Y tế',
      places: ['Trụ sở Sở Y tế, 21 đường Hùng Vương'],
      chair: 'Ông Trần Minh Khôi',
      content: 'Toàn bộ nội dung theo Đề cương',
      selfReportBy: '2026-01-20',
    },
    {
      day: '2026-01-28',
      from: '08:00',
      to: '16:30',
      unit: 'Chi cục Hải quan khu vực Hương Giang',
      places: ['Phòng Nghiệp vụ', 'Hải quan cửa khẩu cảng Cửa Việt', 'Hải quan Bắc Giang Sơn'],
      chair: 'Ông Trần Minh Khôi',
      content: 'Giải quyết thủ tục tại ba bộ phận tiếp nhận',
      selfReportBy: '2026-01-21',
    },
    {
      day: '2026-01-29',
      from: '13:30',
      unit: 'Ban Quản lý Khu kinh tế tỉnh',
      places: ['Trụ sở Ban Quản lý'],
      chair: 'Bà Lê Thị Thu Hà',
      content: 'Thủ tục đầu tư; hồ sơ trực tuyến',
      selfReportBy: '2026-01-22',
    },
    {
      unit: 'Sở Văn hóa và Thể thao',
      places: [],
      chair: 'Bà Lê Thị Thu Hà',
      content: 'Theo báo cáo tự kiểm tra',
      selfReportBy: '2026-01-23',
    },
  ],
  outline: [
    {
      title: 'Chỉ đạo, điều hành',
      questions: [
        {
          text: 'Đơn vị có ban hành kế hoạch cải cách hành chính năm 2025 đúng thời hạn không?',
          evidence: 'kế hoạch, số và ngày ban hành',
        },
        { text: 'Từng nhiệm vụ có người phụ trách, thời hạn và sản phẩm không?', evidence: 'phụ lục kế hoạch' },
        { text: 'Số tồn tại của lần kiểm tra trước đã khắc phục trên tổng số?' },
      ],
    },
    {
      title: 'Cải cách thủ tục hành chính',
      questions: [
        { text: 'Thủ tục có được niêm yết đầy đủ, kịp thời tại nơi tiếp nhận không?', evidence: 'ảnh bảng niêm yết' },
        { text: 'Các hồ sơ quá hạn có văn bản xin lỗi do người đứng đầu ký không?', evidence: 'văn bản xin lỗi' },
      ],
    },
    {
      title: 'Chính quyền số',
      questions: [
        { text: 'Tỷ lệ hồ sơ nộp trực tuyến trên số hồ sơ tiếp nhận trong kỳ?' },
        { text: 'Số văn bản đi ký số trên tổng số văn bản đi?' },
      ],
    },
  ],
  form: {
    code: 'Biểu II.06',
    title: 'Tình hình giải quyết thủ tục hành chính',
    unitOfMeasure: 'số hồ sơ thủ tục hành chính',
    source: 'Thông tư số 01/2020/TT-VPCP',
    columns: [...formII06],
    lines: 8,
    notes: ['Hồ sơ chờ bổ sung, trả lại hoặc xin rút ghi ở dòng riêng, không cộng vào cột (9) và cột (12).'],
  },
  recipients: {
    to: ['UBND tỉnh (b/c)', 'Các cơ quan, đơn vị tại Phụ lục I', 'Thành viên Đoàn kiểm tra'],
    filedAt: 'VT, CCHC',
  },
};
