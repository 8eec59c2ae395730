import { Button, Input } from 'antd';
import type { Attendee } from '../../../domain/minutes.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { Field } from './note-card.tsx';

/** People present, each with a post; `one`: exactly one. */
export function Attendees({
  title,
  hint,
  value,
  onChange,
  one = false,
}: {
  title: string;
  hint?: string;
  value: Attendee[];
  onChange: (value: Attendee[]) => void;
  one?: boolean;
}) {
  const put = (i: number, part: Partial<Attendee>) => onChange(value.with(i, { ...value[i]!, ...part }));
  return (
    <fieldset className="attendees">
      <legend>{title}</legend>
      {hint && <p className="soft">{hint}</p>}
      {value.map(({ name, post = '' }, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- people are told apart by their place in the list
        <div key={i} className="attendee">
          <Input
            aria-label={one ? `${title}, họ tên` : `${title}, người thứ ${i + 1}, họ tên`}
            placeholder="Họ tên"
            maxLength={120}
            value={name}
            onChange={({ target }) => put(i, { name: target.value })}
          />
          <Input
            aria-label={one ? `${title}, chức vụ` : `${title}, người thứ ${i + 1}, chức vụ`}
            placeholder="Chức vụ"
            maxLength={200}
            value={post}
            onChange={({ target }) => put(i, { post: target.value })}
          />
          {!one && (
            <Button aria-label={`Bỏ ${name || `người thứ ${i + 1}`}`} onClick={() => onChange(value.toSpliced(i, 1))}>
              Bỏ
            </Button>
          )}
        </div>
      ))}
      {!one && <Button onClick={() => onChange([...value, { name: '' }])}>Thêm người</Button>}
    </fieldset>
  );
}

/** Several paragraphs in one field: an empty line parts them. */
export function Paragraphs({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const id = `doan-${label.replaceAll(' ', '-')}`;
  return (
    <Field id={id} label={label}>
      <GrownText
        id={id}
        value={value.join('\n\n')}
        onChange={({ target }) => onChange(target.value === '' ? [] : target.value.split('\n\n'))}
      />
    </Field>
  );
}
