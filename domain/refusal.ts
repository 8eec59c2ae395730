/**
 * Every refusal of Đôn Đốc: a stable public code and the one Vietnamese sentence for people.
 * `{…}` in a sentence is filled from the refusal's facts. The sentence says what to do.
 */
export const refusals = {
  // the round
  'campaign-not-ready': 'Không {act} được: đợt kiểm tra {state}.',
  'round-not-public':
    'Đợt “{campaign}” không công khai được: chỉ công khai đợt thật đã triển khai, không phải đợt tập huấn hay đợt đã hủy.',
  'plan-without-units': 'Kế hoạch chưa có đơn vị nào. Hãy chọn ít nhất một đơn vị.',
  'plan-incomplete': 'Kế hoạch còn {count} điểm phải sửa trước khi trình. Điểm đầu tiên: {first}',
  'visit-in-past': 'Buổi kiểm tra {day} không còn ở phía trước. Hãy chọn ngày khác.',
  'inspections-still-open':
    'Còn {count} cuộc kiểm tra chưa có kết luận. Hãy ban hành kết luận hoặc hủy cuộc kiểm tra trước khi kết thúc.',
  'papers-still-open': 'Còn {count} văn bản đang trình hoặc đang phát hành. Hãy phát hành hoặc hủy trước khi đóng đợt.',
  'report-still-owed': 'Đợt còn phải có báo cáo tổng hợp. Hãy phát hành báo cáo trước khi đóng đợt.',
  'carried-to-nowhere':
    'Còn {count} hồ sơ khắc phục, kiến nghị của {units} đơn vị chưa xong. Hãy ghi tên năm hoặc đợt sẽ theo dõi tiếp (carryTo) rồi đóng đợt.',
  'no-official-letter-wanted': 'Hiện không có đơn vị nào đến mức phải gửi công văn đôn đốc.',
  'campaign-exists': 'Đã có đợt kiểm tra mang mã “{campaign}”. Hãy chọn mã khác.',
  'stale-draft': 'Bản đang sửa đã có người khác lưu mới hơn. Hãy tải lại, xem phần đã đổi rồi lưu lại.',
  'clock-not-stepped': 'Đợt này chạy theo ngày thật nên không chuyển ngày được. Chỉ đợt tập huấn mới chuyển ngày.',
  'clock-backwards': 'Đợt tập huấn đang ở ngày {now}. Hãy chọn một ngày sau đó, trong vòng {most} ngày.',
  'nothing-ahead':
    'Đợt không còn việc nào chờ ngày. Hãy để mọi người làm việc của mình, hoặc chuyển sang ngày kế tiếp.',
  // the inspection
  'inspection-not-ready': 'Không {act} được: cuộc kiểm tra {state}.',
  'self-report-already-decided':
    'Báo cáo tự kiểm tra này đã được xử lý hoặc chưa được gửi. Hãy tải lại trang để xem tình trạng mới nhất.',
  'visit-unknown': 'Không có buổi kiểm tra số {visit}.',
  'visit-already-held': 'Buổi kiểm tra số {visit} đã được ghi nhận.',
  'visit-not-held': 'Buổi kiểm tra số {visit} chưa diễn ra nên chưa có biên bản để ký.',
  'visit-in-future': 'Buổi kiểm tra ngày {day} chưa tới nên chưa ghi nhận được.',
  'visit-held-other-day':
    'Lịch của buổi kiểm tra số {visit} là ngày {planned}. Ghi nhận ngày khác thì hãy kèm lý do (reason).',
  'visit-held-unlikely':
    'Không ghi nhận buổi kiểm tra vào ngày {day} được: chỉ nhận từ ngày {from} đến ngày {to}. Hãy ghi đúng ngày; lịch đã thay đổi nhiều thì hãy đổi lịch buổi kiểm tra trước.',
  'visit-dropped': 'Buổi kiểm tra số {visit} đã bỏ. Hãy tải lại trang để xem các buổi còn lại.',
  'visit-is-the-last':
    'Đây là buổi kiểm tra duy nhất nên không bỏ được. Hãy đổi ngày, hoặc hủy cuộc kiểm tra nếu Đoàn không đến đơn vị nữa.',
  'visit-on-day-off': 'Ngày {day} là ngày nghỉ ({off}). Hãy chọn một ngày làm việc.',
  'minutes-already-signed': 'Biên bản buổi kiểm tra số {visit} đã ký.',
  'minutes-without-secretary': 'Biên bản phải có chữ ký của thư ký. Hãy để thư ký ký trước.',
  'minutes-unsigned-without-reason': 'Biên bản thiếu chữ ký mà chưa ghi lý do. Hãy ghi vì sao bên còn lại không ký.',
  'inspection-in-plan': 'Chỉ kiểm tra đột xuất và kiểm tra lại mới thêm được vào đợt đang chạy.',
  'person-in-two-places':
    '{name} đã có lịch kiểm tra ở nơi khác trong buổi {session} {day}. Hãy chọn buổi khác hoặc cử người khác chủ trì.',
  'surprise-not-open': 'Kiểm tra đột xuất chưa bắt đầu nên đơn vị chưa được biết. Hãy ghi nhận buổi kiểm tra trước.',
  'reinspected-item-unknown':
    'Đơn vị không có nội dung khắc phục “{item}” trong đợt này. Hãy chọn lại nội dung cần kiểm tra lại.',
  'area-unknown':
    'Đề cương của đợt không có lĩnh vực mang mã “{area}”. Hãy chọn một trong các mã: {known}; hoặc ghi tên lĩnh vực bằng chữ.',
  'minutes-empty': 'Chưa có nội dung biên bản. Hãy ghi và lưu biên bản trước khi ký.',
  'answer-empty': 'Chưa có nội dung trả lời. Hãy ghi ý kiến của đơn vị rồi gửi.',
  'visit-not-moved': 'Ngày và buổi mới trùng với lịch đang có. Hãy chọn ngày hoặc buổi khác.',
  'visit-already-postponed': 'Buổi kiểm tra số {visit} đã hoãn. Hãy chọn ngày mới cho buổi này.',
  'another-day-already-asked': 'Đơn vị đã xin đổi ngày và đang chờ trả lời. Hãy chờ trưởng đoàn quyết định.',
  'another-day-not-asked': 'Không có đề nghị đổi ngày nào đang chờ trả lời. Hãy tải lại trang.',
  'report-not-overdue': 'Báo cáo chưa quá hạn nên chưa ghi nhận là không gửi. Hãy chờ hết hạn.',
  'arrived-in-future': 'Ngày nhận văn bản ở phía sau hôm nay. Hãy ghi đúng ngày đã nhận.',
  'arrived-before-asked': 'Ngày nhận không thể trước ngày ban hành văn bản ({day}). Hãy ghi đúng ngày đã nhận.',
  'explanation-not-asked': 'Không có yêu cầu giải trình này. Hãy tải lại trang.',
  'already-answered': 'Nội dung này đã được trả lời. Hãy tải lại trang để xem câu trả lời đã gửi.',
  'conclusion-already-submitted': 'Kết luận đã trình nên không xin ý kiến đơn vị được nữa. Hãy trả lại văn bản trước.',
  'comments-already-asked': 'Dự thảo đã gửi xin ý kiến đơn vị. Hãy chờ đơn vị trả lời hoặc hết hạn.',
  'comments-not-asked': 'Chưa có dự thảo nào xin ý kiến đơn vị.',
  'comments-lapsed': 'Đã hết hạn góp ý nên dự thảo được coi như đơn vị thống nhất. Nếu cần, hãy gọi cho đoàn kiểm tra.',
  'comments-still-open': 'Đơn vị còn thời hạn góp ý dự thảo. Hãy chờ đơn vị trả lời hoặc hết hạn rồi trình.',
  // papers
  'paper-not-ready': 'Không {act} được: văn bản {state}.',
  'paper-changed': 'Nội dung văn bản đã khác bản đang xem. Hãy tải lại, đọc bản mới nhất rồi thực hiện lại.',
  'paper-incomplete': 'Văn bản còn {count} điểm phải sửa trước khi trình. Điểm đầu tiên: {first}',
  'unit-not-in-paper':
    'Văn bản nhắc tới đơn vị “{unit}” không có trong danh sách đơn vị của văn bản. Hãy thêm đơn vị này hoặc sửa nội dung.',
  'paper-of-two-teams': 'Các đơn vị trong văn bản do nhiều đoàn kiểm tra. Hãy lập kết luận riêng cho từng đoàn.',
  'paper-of-other-signer':
    'Văn bản ghi người ký là {name}. Hãy để đúng người này ký, hoặc trả lại để trình người khác ký.',
  'paper-of-parent':
    'Văn bản này do {organ} ban hành nên không lấy số của cơ quan. Khi nhận bản đã ký, hãy ghi nhận số, ngày, người ký và tệp.',
  'paper-number-unread': 'Số, ký hiệu “{number}” không đọc được. Hãy ghi như trên văn bản, ví dụ 1770/UBND-KSTT.',
  'paper-number-taken':
    'Số {number} năm {year} của {issuer} đã có tại văn bản {paper}. Hãy mở văn bản ấy, hoặc xem lại số, ngày và cơ quan ban hành.',
  'paper-file-not-pdf': 'Bản đã ký phải là tệp PDF. Hãy quét hoặc xuất “{name}” thành PDF rồi gửi lại.',
  'paper-file-too-large': 'Tệp “{name}” lớn hơn 15 MB nên chưa lưu được. Hãy quét lại với độ phân giải thấp hơn.',
  'group-exists': 'Đã có nhóm mang mã “{group}”. Hãy chọn mã khác.',
  'issued-in-future': 'Ngày ban hành ở phía sau hôm nay. Hãy ghi đúng ngày trên văn bản.',
  'paper-not-issued': 'Văn bản chưa phát hành nên chưa có tệp. Hãy xem nội dung đã trình.',
  'paper-text-lost':
    'Văn bản có khối chữ dài hơn một trang giấy (thường là nơi nhận, chức danh hoặc câu kết), in ra sẽ thiếu chữ. Hãy rút ngắn hoặc tách phần ấy rồi trình lại.',
  'paper-unprintable':
    'Văn bản không dàn trang được. Hãy soát phần mới thêm, gõ lại chữ dán từ nơi khác rồi trình lại; nếu vẫn vậy, hãy báo người quản trị.',
  'printing-failed':
    'Hệ thống chưa in được văn bản; nội dung và chữ ký vẫn giữ nguyên. Hãy cấp số lại sau ít phút; nếu vẫn vậy, hãy báo người quản trị.',
  'unit-not-inspected': 'Đơn vị “{unit}” không có trong đợt kiểm tra này. Hãy bỏ khỏi văn bản.',
  'register-unconfirmed':
    'Dữ liệu đã được khôi phục từ bản sao lưu. Hãy đối chiếu sổ văn bản đi rồi xác nhận số cuối cùng đã cấp của sổ {register} trước khi cấp số mới.',
  'register-already-confirmed': 'Số cuối cùng của sổ {register} đã được xác nhận và đã cấp số tiếp theo.',
  'glyph-missing': 'Phông chữ của văn bản không có ký tự “{glyph}” trong câu “{text}”. Hãy xóa hoặc thay ký tự này.',
  // remediation
  'item-unknown': 'Không có nội dung khắc phục số {item} trong văn bản này.',
  'item-not-ready': 'Không {act} được nội dung số {item}: {state}.',
  'report-without-evidence':
    'Báo cáo nội dung số {item} cần ít nhất một tài liệu kiểm chứng. Hãy đính kèm ảnh, văn bản hoặc tệp số liệu.',
  'report-empty': 'Báo cáo chưa có nội dung. Hãy ghi kết quả đã làm được.',
  'report-too-long': 'Báo cáo dài hơn 20.000 chữ. Hãy rút gọn, phần chi tiết gửi thành tệp đính kèm.',
  'report-superseded': 'Đơn vị đã gửi báo cáo mới cho nội dung số {item}. Hãy tải lại để xem báo cáo mới nhất.',
  'closer-verified': 'Người đã thẩm tra nội dung số {item} không được đóng nội dung đó. Hãy để người khác đóng.',
  'target-figures-missing': 'Nội dung số {item} có chỉ tiêu phải đạt. Hãy ghi số đã làm được và tổng số.',
  'target-figures-wrong':
    'Số đã làm được và tổng số của nội dung số {item} phải là số nguyên không âm, số đã làm không lớn hơn tổng số.',
  'target-not-reached':
    'Nội dung số {item} mới đạt {done}/{total}, chưa tới {percent}%. Hãy chọn “đạt một phần” hoặc “chưa đạt”.',
  'due-for-nothing': 'Nội dung số {item} đã đạt nên không cần hạn mới. Hãy bỏ hạn này.',
  'due-in-past': 'Ngày {day} không còn ở phía trước. Hãy chọn ngày sau hôm nay.',
  'incidents-uncounted': 'Nội dung số {item} là điều cấm. Hãy ghi số vụ vi phạm trong kỳ; không có thì ghi 0.',
  'incidents-without-file': 'Mỗi vụ vi phạm của nội dung số {item} cần một tệp về việc xử lý. Hãy đính kèm đủ tệp.',
  'no-incidents-waiting': 'Nội dung số {item} không có vụ vi phạm nào chờ xem xét.',
  'extension-already-asked': 'Nội dung số {item} đã xin gia hạn và đang chờ quyết định. Hãy chờ trả lời.',
  'extension-not-later': 'Ngày xin gia hạn phải sau hạn hiện nay ({day}). Hãy chọn ngày muộn hơn.',
  'extension-of-nothing': 'Nội dung số {item} chưa có hạn nên không cần gia hạn. Hãy báo cáo khi làm xong.',
  'extension-not-asked': 'Nội dung số {item} không có đề nghị gia hạn nào đang chờ. Hãy tải lại trang.',
  'period-not-open': 'Nội dung số {item} không chờ xác nhận cho kỳ {period}.',
  // proposals
  'proposal-already-raised': 'Kiến nghị này đã được ghi nhận với nội dung khác. Hãy lập kiến nghị mới.',
  'proposal-closed': 'Kiến nghị này đã được trả lời xong nên không chuyển tiếp được. Hãy lập kiến nghị mới.',
  'proposal-without-agency': 'Chưa chọn cơ quan trả lời. Hãy chọn ít nhất một cơ quan có thẩm quyền.',
  'proposal-to-its-own-unit': 'Không chuyển kiến nghị về chính đơn vị đã nêu. Hãy chọn cơ quan có thẩm quyền khác.',
  'proposal-empty': 'Kiến nghị chưa có nội dung. Hãy ghi điều đơn vị kiến nghị.',
  'proposal-answer-empty': 'Câu trả lời chưa có nội dung. Hãy ghi ý kiến của cơ quan.',
  'proposal-too-long': 'Nội dung dài hơn {most} chữ. Hãy rút gọn, phần chi tiết gửi thành tệp đính kèm.',
  'proposal-answer-not-entered':
    'Trả lời thay cơ quan khác thì phải là văn bản đã nhận. Hãy ghi ngày nhận, cách nhận và đính kèm tệp.',
  'proposal-not-routed': 'Kiến nghị này không chuyển tới cơ quan đó nên không có gì để trả lời.',
  // what units send
  'self-report-incomplete':
    'Báo cáo tự kiểm tra còn {count} điểm phải hoàn thiện trước khi gửi. Điểm đầu tiên: {first}',
  'evidence-unknown': 'Không tìm thấy tài liệu kiểm chứng “{evidence}” của đơn vị. Hãy tải tệp lên lại.',
  'file-missing': 'Chưa có tệp nào được gửi lên. Hãy chọn tệp rồi gửi lại.',
  'file-too-large':
    'Tệp “{name}” lớn hơn 20 MB nên chưa nhận được. Hãy chọn tệp nhỏ hơn, hoặc chụp lại với cỡ ảnh nhỏ hơn.',
  'files-too-many': 'Mỗi lần chỉ gửi được {most} tệp nên chưa nhận tệp “{name}”. Hãy gửi tệp này ở lần sau.',
  'file-empty': 'Tệp “{name}” không có nội dung. Hãy chọn lại tệp.',
  'file-type-refused':
    'Tệp “{name}” không phải ảnh, PDF, Word, Excel hay văn bản thường (theo nội dung bên trong) nên không nhận. Hãy gửi tệp đúng loại.',
  // asks
  'key-reused': 'Mã yêu cầu này đã dùng cho một nội dung khác. Hãy tải lại trang rồi gửi lại.',
  // the door
  'not-signed-in': 'Hãy đăng nhập rồi thực hiện lại.',
  'sign-in-failed': 'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại.',
  'not-allowed': 'Vai trò của bạn không được làm việc này. Nếu cần, hãy liên hệ người quản trị.',
  'from-another-site': 'Yêu cầu đến từ một trang khác nên không được thực hiện. Hãy mở Đôn Đốc và làm lại tại đó.',
  'not-found': 'Không có nội dung này, hoặc bạn không được xem. Hãy kiểm tra lại đường dẫn.',
  'key-missing': 'Yêu cầu thiếu mã chống lặp (Idempotency-Key, từ 1 đến 200 ký tự). Hãy gửi lại kèm mã.',
  'base-missing': 'Yêu cầu chưa ghi sửa trên bản nào. Hãy gửi kèm If-Match hoặc trường “base”.',
  'body-malformed': 'Nội dung gửi lên không đọc được. Hãy gửi JSON mã UTF-8.',
  'body-too-large': 'Nội dung gửi lên quá lớn. Hãy chia nhỏ hoặc giảm dung lượng rồi gửi lại.',
  'invalid-body': 'Có {count} chỗ cần sửa. Chỗ đầu tiên: {first}',
  'too-many-attempts': 'Đã thử quá nhiều lần. Hãy chờ {minutes} phút rồi thử lại.',
  'staff-not-built':
    'Ứng dụng của cán bộ chưa được dựng trên máy chủ này. Người vận hành chạy npm run build rồi mở lại.',
  unavailable:
    'Hệ thống đang bận hoặc tạm ngừng. Hãy gửi lại sau ít giây; gửi lại nhiều lần cũng chỉ được tính một lần.',
  internal: 'Hệ thống gặp lỗi và đã ghi lại. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị kèm mã {request}.',
  // accounts and appointments
  'password-too-short': 'Mật khẩu cần từ {least} ký tự. Một câu ngắn dễ nhớ là đủ.',
  'password-common': 'Mật khẩu này dễ đoán. Hãy chọn một câu mà người khác không nghĩ tới.',
  'login-taken': 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.',
  'invitation-ended': 'Đường dẫn này đã dùng hoặc đã hết hạn. Hãy xin người quản trị một đường dẫn mới.',
  'secret-shown-once': 'Mã này chỉ hiện một lần và đã hiện rồi. Hãy thu hồi và tạo mã mới.',
  'no-mailbox-of-own':
    'Thư thử gửi tới địa chỉ của chính người bấm, mà mã truy cập thì không có hộp thư. Hãy đăng nhập rồi gửi.',
  'last-administrator':
    'Đây là người quản trị cuối cùng đăng nhập được. Hãy phân công một người quản trị khác và để người ấy đặt mật khẩu trước.',
  'appointment-misplaced': 'Vai trò này phải được phân công {where}.',
  'appointment-ended': 'Phân công này đã kết thúc ngày {day}.',
  'hand-over-mail-elsewhere':
    'Địa chỉ thư này là của người không thuộc đơn vị. Hãy ghi địa chỉ thư khác của đồng nghiệp, hoặc gọi cho chúng tôi.',
  'hand-over-already': 'Người này đã là đầu mối của đơn vị. Hãy ghi người khác.',
  'hand-over-in-training': 'Thư tập huấn nhiều người cùng đọc nên không chuyển việc thật được từ đường dẫn của thư ấy.',
  'hand-over-over':
    'Việc này đã chuyển tiếp hoặc đã trả lại nên không trả lại được nữa. Hãy xem lại danh sách phân công.',
  'person-unknown': 'Không có người mang mã “{person}”. Hãy thêm người này trước.',
  'mail-taken':
    'Địa chỉ thư này đã thuộc về một người khác. Hãy tìm người ấy trong danh bạ rồi phân công thêm vai trò, hoặc ghi một địa chỉ khác.',
  // units, outlines, calendars
  'unit-exists': 'Đã có đơn vị mang mã “{unit}”. Hãy chọn mã khác.',
  'unit-unknown': 'Không có đơn vị mang mã “{unit}”. Hãy thêm đơn vị này trước.',
  'unit-above-itself': '“{unit}” không thể là cấp trên của chính mình. Hãy chọn đơn vị khác.',
  'score-not-of-rule': 'Tiêu chí {criterion} không nhận kiểu kê khai này. Hãy ghi đúng kiểu mà cách tính điểm nêu.',
  'score-out-of-range': 'Tiêu chí {criterion}: số liệu ngoài khoảng cho phép; điểm từ {least} đến {most}.',
  'score-reason-missing': 'Tiêu chí {criterion}: hãy ghi lý do.',
  'score-always-applies': 'Tiêu chí {criterion} áp dụng cho mọi đơn vị. Hãy kê khai số liệu.',
  'score-without-scale': 'Đề cương của đợt này không có thang điểm nên không chấm điểm.',
  'score-confirmed': 'Cột điểm này đã chốt. Lãnh đạo phòng mở lại thì mới sửa được.',
  'score-not-confirmed': 'Cột điểm này chưa chốt nên không cần mở lại.',
  'score-points-missing': 'Tiêu chí {criterion}: hãy ghi điểm; lý do không có điểm thì chưa lưu được.',
  'score-reason-alone':
    'Tiêu chí {criterion}: lý do chỉ ghi khi Không áp dụng. Hãy chọn Không áp dụng, hoặc xóa lý do.',
  'score-not-exact':
    'Tiêu chí {criterion}: “{value}” là số gần đúng nên chưa tính điểm được. Hãy ghi đúng số, bỏ chữ “hơn”, “gần”.',
  'score-appraised': 'Thẩm định lần 1 đã chốt nên đơn vị không sửa điểm tự chấm được nữa.',
  'score-before-report': 'Hãy gửi báo cáo trước: có tiêu chí lấy số từ báo cáo.',
  'points-malformed': '{cell} “{value}” không phải một số điểm. Hãy ghi như 7,5.',
  'score-unknown': 'Thang điểm không có tiêu chí {criterion}. Hãy tải lại trang.',
  'sheet-unreadable': 'Không đọc được bảng tính này. Hãy gửi tệp Excel (.xlsx, không đặt mật khẩu) hoặc CSV mã UTF-8.',
  'sheet-missing': 'Chưa chọn tệp. Hãy chọn biểu Excel đã điền rồi gửi.',
  'sheet-with-macros': 'Tệp có macro nên không nhận. Hãy lưu lại thành tệp Excel thường (đuôi xlsx) rồi gửi.',
  'report-sheet-foreign':
    'Tệp này không phải biểu tải từ trang báo cáo. Hãy tải biểu Excel ở trang báo cáo, điền rồi gửi lại chính tệp ấy.',
  'report-sheet-of-another':
    'Tệp này là biểu của đơn vị khác, đợt khác hoặc đề cương cũ. Hãy tải lại biểu ở trang báo cáo này rồi điền.',
  'choice-unknown': '“{value}” không chọn được. Hãy ghi một trong các chữ: {choices}.',
  'sheet-too-large':
    'Bảng tính quá lớn: nhiều nhất {megabytes} MB, {rows} dòng và {columns} cột. Hãy tách thành nhiều tệp.',
  'too-many-views': 'Anh/chị đã lưu {most} danh sách. Hãy bỏ một danh sách không còn dùng rồi lưu.',
  'import-rejected': 'Chưa nhập dòng nào vì có {count} chỗ cần sửa. Chỗ đầu tiên: {first}',
  'practice-unchanged':
    'Bản này giống hệt phiên bản {version} đang dùng nên không có gì để lưu. Hãy sửa lịch nhắc hoặc thời hạn rồi lưu.',
  'outline-in-use': 'Đề cương {outline} đã dùng cho một đợt nên không sửa được nữa. Hãy lập phiên bản mới.',
  // days and terms
  'day-not-in-calendar': 'Ngày “{value}” không có trong lịch. Hãy xem lại ngày và tháng rồi viết như 05/3/2026.',
  'day-malformed': 'Ngày “{value}” không đọc được. Hãy viết theo mẫu 05/3/2026.',
  'calendar-missing': 'Chưa có lịch làm việc năm {year}. Hãy nhập lịch năm này trong mục Lịch làm việc.',
  'calendar-day-outside-year': 'Ngày {day} không thuộc năm {year}. Hãy ghi ngày này vào lịch đúng năm.',
  'calendar-day-twice': 'Ngày {day} được ghi hai lần trong lịch. Hãy bỏ bớt một dòng.',
  'calendar-make-up-on-working-day':
    'Ngày {day} vốn là ngày làm việc nên không thể là ngày làm bù. Hãy chọn thứ Bảy hoặc Chủ nhật.',

  // figures
  'count-negative': '{cell}: “{value}” là số âm. Hãy ghi số nguyên từ 0 trở lên.',
  'count-fraction': '{cell}: “{value}” có phần lẻ. Hãy ghi số nguyên; dấu chấm dùng để ngăn hàng nghìn, ví dụ 1.500.',
  'count-malformed':
    '{cell}: “{value}” không đọc được. Hãy ghi số như 3.541 hoặc 3541, thêm “hơn” hay “gần” nếu là số gần đúng; để trống khi chưa có số liệu, ghi 0 khi không phát sinh.',
  'decimal-malformed': '“{value}” không đọc được. Hãy ghi số như 12 hoặc 0,5.',
  'time-malformed': '“{value}” không đọc được. Hãy ghi giờ như 8h30 hoặc 08:30.',
  'percent-malformed': '{cell}: “{value}” không phải tỷ lệ. Hãy ghi theo mẫu 66,53%.',
  'rates-not-comparable':
    'Không so sánh được: một tỷ lệ tính trên {one}, một tỷ lệ tính trên {other}. Hãy tính lại trên cùng mẫu số.',

  // outlines
  'outline-empty': 'Đề cương chưa có câu hỏi nào. Hãy thêm ít nhất một câu hỏi.',
  'outline-code-twice': 'Mã {code} được dùng hai lần trong đề cương. Hãy đổi một mã.',
  'outline-unknown-code':
    'Mã {code} được nhắc tới nhưng không có trong đề cương. Hãy thêm mục này hoặc bỏ chỗ nhắc tới.',
} as const;

export type RefusalCode = keyof typeof refusals;
export type Facts = Record<string, string | number>;

/** A rule said no. Carries the public code, the facts, and the sentence for people. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, facts: Facts = {}) {
    super(sentenceOf(code, facts));
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}

export const isRefusalCode = (code: unknown): code is RefusalCode =>
  typeof code === 'string' && Object.hasOwn(refusals, code);

/** The Vietnamese sentence of a refusal, its facts filled in. */
export function sentenceOf(code: RefusalCode, facts: Facts = {}): string {
  return refusals[code].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '…'));
}
