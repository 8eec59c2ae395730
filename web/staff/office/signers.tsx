import { Button, Form, Input, Select } from 'antd';
import type { OfficeView } from '../../../api/office/office.ts';
import { authorityLines } from '../../../domain/document.ts';
import type { Authority } from '../../../domain/document.ts';
import { PersonSelect } from './person-select.tsx';

/** One signer as a form holds them. */
export interface SignerValues {
  person: string;
  as: Authority['as'];
  post?: string;
  head?: string;
  collective?: string;
  deputy?: string;
  /** Under the name, where the lines above it do not say it. */
  shownPost?: string;
}

const kinds: { value: Authority['as']; label: string }[] = [
  { value: 'head', label: 'Người đứng đầu' },
  { value: 'acting-head', label: 'Q.: quyền người đứng đầu' },
  { value: 'for-head', label: 'KT.: ký thay' },
  { value: 'for-collective', label: 'TM.: thay mặt tập thể' },
  { value: 'by-order', label: 'TL.: thừa lệnh' },
  { value: 'authorised', label: 'TUQ.: thừa ủy quyền' },
];

/** The fields each kind asks for, beside the signer's own post. */
const extra: Record<Authority['as'], readonly ('head' | 'collective' | 'deputy')[]> = {
  head: [],
  'acting-head': [],
  'for-head': ['head'],
  'for-collective': ['collective', 'deputy'],
  'by-order': ['head', 'deputy'],
  authorised: ['head'],
};
const fieldWords = {
  head: 'Thay cho chức vụ',
  collective: 'Tập thể',
  deputy: 'Cấp phó ký thay (nếu có)',
} as const;

export const signerValues = (signers: OfficeView['signers']): SignerValues[] =>
  Object.entries(signers).map(([person, { authority, post: shownPost }]) => ({
    person,
    ...authority,
    ...(shownPost === undefined ? {} : { shownPost }),
  }));

/** What is filled in, as the kind wants it; the API says what is missing. */
export function authorityOf({
  as,
  post = '',
  head = '',
  collective = '',
  deputy,
}: Omit<SignerValues, 'person'>): Authority {
  const second = deputy ? { deputy } : {};
  switch (as) {
    case 'for-collective':
      return { as, collective, post, ...second };
    case 'by-order':
      return { as, head, post, ...second };
    case 'for-head':
    case 'authorised':
      return { as, head, post };
    default:
      return { as, post };
  }
}

const needed = { required: true, message: 'Còn thiếu.' };

/** Who signs and with what authority; the lines as they will be printed stand beside. */
export const SignerFields = () => (
  <Form.List name="signers">
    {(fields, { add, remove }) => (
      <>
        {fields.map(({ key, name }) => (
          <fieldset className="entry" key={key}>
            <legend>Người ký {name + 1}</legend>
            <div className="side-by-side">
              <Form.Item name={[name, 'person']} label="Ai" rules={[needed]}>
                <PersonSelect />
              </Form.Item>
              <Form.Item name={[name, 'as']} label="Ký với tư cách">
                <Select options={kinds} />
              </Form.Item>
              <Form.Item name={[name, 'post']} label="Chức vụ" rules={[needed]}>
                <Input autoComplete="off" />
              </Form.Item>
              <Extra name={name} />
              <Form.Item name={[name, 'shownPost']} label="Chức vụ in dưới tên (nếu cần)">
                <Input autoComplete="off" />
              </Form.Item>
            </div>
            <Stamp name={name} />
            <Button className="drop" size="small" onClick={() => remove(name)}>
              Bỏ người ký {name + 1}
            </Button>
          </fieldset>
        ))}
        <Button onClick={() => add({ as: 'head' })}>Thêm người ký</Button>
      </>
    )}
  </Form.List>
);

function Extra({ name }: { name: number }) {
  const as = Form.useWatch<Authority['as'] | undefined>(['signers', name, 'as']);
  return (as === undefined ? [] : extra[as]).map((field) => (
    <Form.Item
      key={field}
      name={[name, field]}
      label={fieldWords[field]}
      {...(field === 'deputy' ? {} : { rules: [needed] })}
    >
      <Input autoComplete="off" />
    </Form.Item>
  ));
}

function Stamp({ name }: { name: number }) {
  const signer = Form.useWatch<SignerValues | undefined>(['signers', name]);
  if (!signer?.post || (extra[signer.as].includes('head') && !signer.head)) return undefined;
  if (signer.as === 'for-collective' && !signer.collective) return undefined;
  return (
    <p className="stamp" aria-label="In trên văn bản">
      {authorityLines(authorityOf(signer)).join('\n')}
    </p>
  );
}
