import { Button, Form } from 'antd';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { isSaidAtField, Refused, showAtFields, useAct, wrongPlaces } from './act.tsx';
import type { ActOn } from './act.tsx';
import { dropKept, keepFields, keptFields } from './kept-fields.ts';

/**
 * The one act a page is about, its fields in the page itself. What was typed stays in this tab under `keptAs` until it
 * is done.
 */
export function ActForm<Values extends object>({
  name,
  keptAs,
  initial,
  bodyOf = (values) => values,
  fieldOf,
  done,
  children,
  ...on
}: ActOn & {
  /** On the button: `Ghi kết quả thẩm tra`. */
  name: string;
  keptAs: string;
  initial?: Partial<Values>;
  bodyOf?: (values: Values) => unknown;
  /** At which field a refusal is said that names none. */
  fieldOf?: Readonly<Record<string, string>>;
  done?: () => void;
  children: ReactNode;
}) {
  const act = useAct(on);
  const [form] = Form.useForm<Values>();
  const start = useRef({ ...initial, ...keptFields<Values>(keptAs) });
  const send = async (values: Values) => {
    try {
      await act.mutateAsync(bodyOf(values));
      dropKept(keptAs);
      done?.();
    } catch (error) {
      showAtFields(form, wrongPlaces(error, fieldOf));
    }
  };
  return (
    <Form<Values>
      className="act-form"
      form={form}
      name={keptAs.replace(/[^\p{L}\p{N}]+/gu, '-')}
      layout="vertical"
      initialValues={start.current}
      scrollToFirstError
      onValuesChange={(changed: Partial<Values>, all) => keepFields(keptAs, changed, all)}
      onFinish={(values) => void send(values)}
    >
      {children}
      {act.isError && !isSaidAtField(act.error, fieldOf) && (
        <div className="refused">
          <Refused error={act.error} except={form} />
        </div>
      )}
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {name}
      </Button>
    </Form>
  );
}
