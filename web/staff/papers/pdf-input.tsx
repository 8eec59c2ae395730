import { Form } from 'antd';
import { sizeOf } from '../parts/size.ts';

/** One PDF, sent with its act and not before. */
function PdfInput({ id, value, onChange }: { id?: string; value?: File; onChange?: (file: File | undefined) => void }) {
  return (
    <div className="files-input">
      <input
        {...(id === undefined ? {} : { id })}
        type="file"
        accept="application/pdf,.pdf"
        onChange={({ target }) => onChange?.(target.files?.[0])}
      />
      {value && (
        <div className="soft">
          {value.name}, {sizeOf(value.size)}
        </div>
      )}
    </div>
  );
}

export const PdfItem = ({ label }: { label: string }) => (
  <Form.Item
    name="file"
    label={label}
    rules={[{ required: true, message: 'Hãy chọn tệp PDF của bản đã ký.' }]}
    extra="PDF, không quá 15 MB."
  >
    <PdfInput />
  </Form.Item>
);

/** These fields and the file as a form of the API. */
export function formOf(fields: Record<string, string | undefined>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value.trim() !== '') form.set(name, value.normalize('NFC'));
  form.set('file', file, file.name.normalize('NFC'));
  return form;
}
