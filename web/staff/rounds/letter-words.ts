import type { LetterRowView } from '../../../api/letters.ts';
import type { LetterKind } from '../../../domain/duty.ts';

/** The kinds of letters as a list is asked by them. */
export const kindWords: Record<LetterKind, string> = {
  reminder: 'Nhắc việc',
  notice: 'Thông báo kiểm tra',
  received: 'Báo đã nhận',
  'sent-back': 'Đề nghị bổ sung',
  conclusion: 'Kết luận kiểm tra',
  verified: 'Kết quả thẩm tra',
  'follow-up-ended': 'Kết thúc theo dõi',
  'plan-decided': 'Quyết định về kế hoạch',
  'team-told': 'Báo cho đoàn kiểm tra',
  directive: 'Công văn chỉ đạo',
  'visit-changed': 'Đổi lịch kiểm tra',
  asked: 'Yêu cầu trả lời',
  'unit-answered': 'Đơn vị trả lời',
  'item-changed': 'Nội dung khắc phục có thay đổi',
  proposal: 'Kiến nghị',
  'handed-over': 'Bàn giao cho đơn vị kế thừa',
  'contact-changed': 'Đổi đầu mối',
  'official-letter': 'Công văn đôn đốc',
};

/** What the office does about a letter that did not simply arrive; `''` where nothing is to be done. */
export function whatToDo({
  phase,
  ambiguous,
  answer = '',
}: Pick<LetterRowView, 'phase' | 'ambiguous' | 'answer'>): string {
  switch (phase) {
    case 'refused':
      return /\b5\.1\.|\b55[013]\b|user|mailbox|recipient|address/i.test(answer)
        ? 'Sửa địa chỉ thư của người nhận ở Quản trị, rồi gọi điện hoặc gửi giấy cho việc trong thư này.'
        : 'Gọi điện hoặc gửi giấy cho người nhận; báo người vận hành xem lời của máy chủ thư.';
    case 'given-up':
      return 'Máy chủ thư không nhận nhiều ngày liền: gọi điện hoặc gửi giấy, và báo người vận hành.';
    case 'unfrozen':
      return 'Hệ thống tự soạn và gửi lại; còn lặp lại thì báo người vận hành.';
    default:
      return ambiguous ? 'Không rõ thư đã đến chưa: hỏi người nhận; hệ thống tự gửi lại, có thể lặp.' : '';
  }
}
