import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { dropKept, keepFields, keptFields } from '../parts/kept-fields.ts';

/**
 * A part of the plan filled in by itself: taken over when its fields are right, left as it was otherwise. What is
 * half filled in stays over a reload.
 */
export function Dialog<Values extends object>({
  title,
  keptAs,
  open,
  initial,
  confirm,
  done,
  left,
  width,
  foot,
  changed,
  children,
}: {
  title: string;
  /** Of this dialog about this part of this plan alone. */
  keptAs: string;
  open: boolean;
  initial?: Partial<Values> | undefined;
  /** On its button. */
  confirm: string;
  done: (values: Values) => void;
  left: () => void;
  width?: number;
  /** Other acts, beside its button. */
  foot?: ReactNode;
  changed?: (values: Partial<Values>) => void;
  children: ReactNode;
}) {
  const [form] = Form.useForm<Values>();
  const id = useId();
  return (
    <Modal
      title={title}
      className="plan"
      open={open}
      onCancel={() => {
        dropKept(keptAs);
        left();
      }}
      okText={confirm}
      cancelText="Thôi"
      okButtonProps={{ htmlType: 'submit', form: id }}
      mask={{ closable: false }}
      destroyOnHidden
      {...(width === undefined ? {} : { width })}
      footer={(buttons) => (
        <div className="dialog-foot">
          <span className="acts">{foot}</span>
          <span className="acts">{buttons}</span>
        </div>
      )}
    >
      <Form<Values>
        id={id}
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        initialValues={{ ...initial, ...keptFields<Values>(keptAs) }}
        onValuesChange={(now: Partial<Values>, values) => {
          keepFields(keptAs, now, values);
          changed?.(values);
        }}
        onFinish={(values) => {
          dropKept(keptAs);
          done(values);
        }}
      >
        {children}
      </Form>
    </Modal>
  );
}
