import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { ask, isProblem, newKey } from './ask.ts';
import type { WrongPlace } from './ask.ts';
import { dropKept, keepFields, keptFields } from './kept-fields.ts';

/** A query key to be read again once the act is done; a list of the API by its path. */
export type Refreshed = readonly unknown[];

export interface ActOn {
  /** Under `/api`. */
  path: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  /** What the act changed. Without it everything shown is read again. */
  refreshes?: readonly Refreshed[];
}

/**
 * One act on the server. The same body sent again after a failure is the same act; another body, or one after a
 * success, is a new one.
 */
export function useAct<Answer = unknown>({ path, method = 'POST', refreshes }: ActOn) {
  const queries = useQueryClient();
  const last = useRef<{ said: string; key: string }>(undefined);
  return useMutation<Answer, Error, unknown>({
    mutationFn: (body) => {
      const said = `${path} ${saidOf(body)}`;
      if (last.current?.said !== said) last.current = { said, key: newKey() };
      return ask<Answer>(path, { method, ...(body === undefined ? {} : { body }), key: last.current.key });
    },
    onError: (error) => {
      // what was shown is gone with the answer that was lost: pressed again it is a new secret
      if (isProblem(error, 'secret-shown-once')) last.current = undefined;
    },
    onSuccess: async () => {
      last.current = undefined;
      await (refreshes
        ? Promise.all(refreshes.map((queryKey) => queries.invalidateQueries({ queryKey })))
        : queries.invalidateQueries());
    },
  });
}

/** Two bodies that say the same are the same act; a file is known by its name, size and time. */
const saidOf = (body: unknown): string =>
  JSON.stringify(
    body instanceof FormData
      ? [...body].map(([name, value]) =>
          typeof value === 'string' ? [name, value] : [name, value.name, value.size, value.lastModified],
        )
      : body,
  );

export interface ActProps<Values extends object, Answer> extends ActOn {
  /** On the button: `Thẩm tra`. */
  name: string;
  /** What is read aloud of the button, where others of the page have its name too; it begins with the name. */
  label?: string;
  /** On the dialog; the button's name unless said. */
  title?: string;
  /** On the dialog's own button; the button's name unless said. */
  confirm?: string;
  /** What follows, in numbers, before an act that cannot be undone. */
  consequence?: ReactNode;
  /** Why it cannot be done now; then the button is off and says so. */
  barred?: string | undefined;
  /** The one main act of a page. */
  primary?: boolean;
  /** It ends something. */
  danger?: boolean;
  initial?: Partial<Values>;
  /** What is sent of what was filled in; as it stands unless said. */
  bodyOf?: (values: Values) => unknown;
  /** At which field a refusal is said that names none: `{ 'due-in-past': 'until' }`. */
  fieldOf?: Readonly<Record<string, string>>;
  done?: (answer: Answer) => void;
  /** Fields, each a Form.Item named as in the body. Without fields and consequence the button acts at once. */
  children?: ReactNode;
  size?: 'small' | 'middle';
}

/**
 * A button, and where something is to be filled in or weighed first, its dialog. What was typed stays until it is done,
 * also over a reload.
 */
export function Act<Values extends object = object, Answer = unknown>({
  name,
  label,
  title = name,
  confirm = name,
  consequence,
  barred,
  primary,
  danger,
  initial,
  bodyOf = (values) => values,
  fieldOf,
  done,
  children,
  size = 'middle',
  ...on
}: ActProps<Values, Answer>) {
  const act = useAct<Answer>(on);
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const id = formId(on.path, label ?? name);
  const [kept, setKept] = useState(() => keptFields<Values>(id));
  const opened = useRef(false);
  const [edition, setEdition] = useState(0);
  const asks = children !== undefined || consequence !== undefined;
  const send = async (values: Values) => {
    try {
      const answer = await act.mutateAsync(bodyOf(values));
      dropKept(id);
      setKept({});
      setOpen(false);
      if (opened.current) setEdition((before) => before + 1);
      act.reset();
      done?.(answer);
    } catch (error) {
      showAtFields(form, wrongPlaces(error, fieldOf));
    }
  };
  // once it is done it begins anew, with what stands by then
  useEffect(() => {
    if (edition > 0) form.resetFields();
  }, [edition, form]);
  const show = () => {
    // what nobody touched says what stands now, not what stood when it was last open
    if (opened.current && !form.isFieldsTouched() && Object.keys(kept).length === 0) form.resetFields();
    opened.current = true;
    setOpen(true);
  };
  const button = (
    <Button
      size={size}
      {...(label === undefined ? {} : { 'aria-label': label })}
      type={primary ? 'primary' : 'default'}
      danger={danger === true}
      disabled={barred !== undefined}
      loading={!asks && act.isPending}
      onClick={() => (asks ? show() : void send({} as Values))}
    >
      {name}
    </Button>
  );
  return (
    <span className="act">
      {button}
      {barred !== undefined && <span className="soft barred">{barred}</span>}
      {!asks && act.isError && <Refused error={act.error} />}
      {asks && (
        <Modal
          title={title}
          open={open}
          onCancel={() => setOpen(false)}
          okText={confirm}
          cancelText="Thôi"
          okButtonProps={{
            danger: danger === true,
            loading: act.isPending,
            htmlType: 'submit',
            form: id,
          }}
          mask={{ closable: false }}
        >
          {consequence !== undefined && <div className="consequence">{consequence}</div>}
          <Form<Values>
            id={id}
            // two dialogs of a page may ask for the same: each field has an id of its own
            name={id}
            form={form}
            layout="vertical"
            initialValues={{ ...initial, ...kept }}
            onValuesChange={(changed: Partial<Values>, all) => keepFields(id, changed, all)}
            onFinish={(values) => void send(values)}
          >
            {children}
          </Form>
          {act.isError && !isSaidAtField(act.error, fieldOf) && <Refused error={act.error} except={form} />}
        </Modal>
      )}
    </span>
  );
}

const formId = (path: string, name: string): string => `${path} ${name}`.replace(/[^\p{L}\p{N}]+/gu, '-');

/** `units[0].visits[1].day` as a form names it. */
export const namesOf = (at: string): (string | number)[] =>
  [...at.matchAll(/[^.[\]]+/g)].map(([name]) => (/^\d+$/.test(name) ? Number(name) : name));

/** What is asked of a form here, whatever its fields. */
interface AnyForm {
  getFieldsError: () => { name: (string | number)[] }[];
  // oxlint-disable-next-line typescript/no-explicit-any -- names of any form's fields
  setFields: (fields: any[]) => void;
}

const fieldsOf = (form: AnyForm): Set<string> => new Set(form.getFieldsError().map(({ name }) => name.join('/')));

/** The places a refusal names; else the field where its code belongs. */
export function wrongPlaces(error: unknown, fieldOf: Readonly<Record<string, string>> = {}): WrongPlace[] {
  if (!isProblem(error)) return [];
  const at = fieldOf[error.refused.code];
  return isSaidAtField(error, fieldOf) ? [{ at: at!, sentence: error.message }] : error.refused.errors;
}

/** Is all of a refusal said at one field, so that nothing is left to say below? */
export const isSaidAtField = (error: unknown, fieldOf: Readonly<Record<string, string>> = {}): boolean =>
  isProblem(error) && error.refused.errors.length === 0 && fieldOf[error.refused.code] !== undefined;

/** Puts each wrong place at its field. */
export function showAtFields(form: AnyForm, errors: readonly WrongPlace[]): void {
  const known = fieldsOf(form);
  form.setFields(
    errors
      .filter(({ at }) => known.has(namesOf(at).join('/')))
      .map(({ at, sentence }) => ({ name: namesOf(at), errors: [sentence] })),
  );
}

/** Why an act was refused; wrong places that stand at fields of the form `except` are not said twice. */
export function Refused({ error, except }: { error: unknown; except?: AnyForm }) {
  const errors = isProblem(error) ? error.refused.errors : [];
  const known = except ? fieldsOf(except) : new Set<string>();
  const others = errors.filter(({ at }) => !known.has(namesOf(at).join('/')));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={titleOf(error)}
      description={
        others.length > 0 ? (
          <ul className="wrong-places">
            {others.map(({ at, sentence }) => (
              <li key={`${at} ${sentence}`}>{sentence}</li>
            ))}
          </ul>
        ) : undefined
      }
    />
  );
}

/** The sentence of the refusal; where its wrong places are told one by one, it need not name the first of them. */
function titleOf(error: unknown): string {
  if (!isProblem(error)) return 'Chưa làm được. Hãy thử lại; nếu vẫn lỗi, báo người vận hành.';
  const { code, errors } = error.refused;
  return (code === 'invalid-body' || code.endsWith('-incomplete')) && errors.length > 0
    ? `Còn ${errors.length} chỗ cần sửa.`
    : error.message;
}
