import type { z } from 'zod';

/** What a wrong field is told, in the words of the office; undefined leaves the schema's own. */
export function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'Còn thiếu. Hãy ghi mục này.'
        : (kinds[issue.expected] ?? 'Không đúng kiểu dữ liệu.');
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_format':
      return formats[issue.format] ?? 'Chưa đúng mẫu. Hãy xem lại cách ghi.';
    case 'invalid_value':
      return issue.values.length === 1
        ? `Phải là ${String(issue.values[0])}.`
        : `Hãy chọn một trong: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `Không có mục ${issue.keys.map((key) => `“${key}”`).join(', ')}. Hãy bỏ hoặc sửa lại tên.`;
    case 'not_multiple_of':
      return `Phải chia hết cho ${issue.divisor}.`;
    case 'invalid_union':
      return Array.isArray(issue['options'])
        ? `Hãy chọn một trong: ${issue['options'].map(String).join(', ')}.`
        : 'Không khớp cách ghi nào. Hãy xem lại mục này.';
    default:
      return undefined;
  }
}

const kinds: Partial<Record<string, string>> = {
  string: 'Phải là chữ.',
  number: 'Phải là số.',
  int: 'Phải là số nguyên.',
  boolean: 'Chỉ nhận true hoặc false.',
  array: 'Phải là một danh sách.',
  object: 'Phải là một nhóm mục.',
  record: 'Phải là một nhóm mục.',
};

const formats: Partial<Record<string, string>> = {
  email: 'Không phải địa chỉ thư. Hãy viết như van.thu@tinh.gov.vn.',
  url: 'Không phải đường dẫn. Hãy viết đủ, bắt đầu bằng https://.',
  datetime: 'Không phải thời điểm. Hãy viết như 2026-03-05T01:00:00.000Z.',
};

function tooSmall(origin: string, least: number, inclusive: boolean): string {
  if (origin === 'string') return least <= 1 ? 'Không được để trống.' : `Cần ít nhất ${least} ký tự.`;
  if (origin === 'array' || origin === 'set')
    return least <= 1 ? 'Cần ít nhất một dòng.' : `Cần ít nhất ${least} dòng.`;
  return inclusive ? `Phải từ ${least} trở lên.` : `Phải lớn hơn ${least}.`;
}

function tooBig(origin: string, most: number, inclusive: boolean): string {
  if (origin === 'string') return `Dài quá ${most} ký tự. Hãy viết gọn lại.`;
  if (origin === 'array' || origin === 'set') return `Nhiều quá ${most} dòng. Hãy bớt đi.`;
  return inclusive ? `Chỉ đến ${most}.` : `Phải nhỏ hơn ${most}.`;
}
