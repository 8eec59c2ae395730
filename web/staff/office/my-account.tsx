import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { Sessions } from '../../../api/office/sessions.ts';
import { roleWords } from '../../../domain/why.ts';
import { Refused, showAtFields, useAct } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { useMe } from '../parts/who.ts';
import { Devices } from './devices.tsx';
import { Facts } from './frame.tsx';
import './office.css';

interface Values {
  current: string;
  password: string;
  again: string;
}

/** My own account: my password, and the devices I am signed in on. */
export function MyAccountPage() {
  const { person, roles } = useMe();
  const sessions = useQuery({
    queryKey: ['/sessions'],
    queryFn: ({ signal }) => ask<Sessions>('/sessions', { signal }),
  });
  return (
    <>
      <h1>Tài khoản của tôi</h1>
      <Facts
        of={[
          ['Họ và tên', person?.name],
          ['Chức vụ', person?.post],
          ['Tên đăng nhập', person?.login],
          ['Vai trò', [...new Set(roles.map(({ role }) => roleWords[role]))].join(', ')],
        ]}
      />
      <h2>Đổi mật khẩu</h2>
      <Password login={person?.login} />
      <h2>Đang đăng nhập</h2>
      {sessions.isPending ? (
        <Loading what="các thiết bị" />
      ) : sessions.isError ? (
        <Failed error={sessions.error} again={() => void sessions.refetch()} />
      ) : (
        <Devices
          sessions={sessions.data.items}
          pathOf={(id) => `/sessions/${encodeURIComponent(id)}`}
          refreshes={[['/sessions']]}
        />
      )}
    </>
  );
}

function Password({ login }: { login: string | undefined }) {
  const [form] = Form.useForm<Values>();
  const [done, setDone] = useState(false);
  const change = useAct({ path: '/me/password', method: 'PUT', refreshes: [['/sessions']] });
  const send = async ({ current, password }: Values) => {
    setDone(false);
    try {
      await change.mutateAsync({ current, password });
      form.resetFields();
      setDone(true);
    } catch (error) {
      if (isProblem(error, 'sign-in-failed'))
        form.setFields([{ name: 'current', errors: ['Mật khẩu đang dùng chưa đúng.'] }]);
      else if (isProblem(error)) showAtFields(form, error.refused.errors);
    }
  };
  return (
    <div className="office-panel">
      <Form<Values> form={form} layout="vertical" onFinish={(values) => void send(values)} requiredMark={false}>
        {/* so that a password store knows whose it is */}
        <input
          className="unseen"
          type="text"
          autoComplete="username"
          value={login ?? ''}
          readOnly
          aria-hidden
          tabIndex={-1}
        />
        <Form.Item
          name="current"
          label="Mật khẩu đang dùng"
          rules={[{ required: true, message: 'Hãy nhập mật khẩu đang dùng.' }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label="Mật khẩu mới"
          extra="Từ 12 ký tự. Một câu dễ nhớ tốt hơn vài ký tự khó."
          rules={[{ required: true, message: 'Hãy nhập mật khẩu mới.' }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label="Nhập lại mật khẩu mới"
          dependencies={['password']}
          rules={[
            { required: true, message: 'Hãy nhập lại mật khẩu mới.' },
            ({ getFieldValue }) => ({
              validator: (_rule, value: string) =>
                value === undefined || value === getFieldValue('password')
                  ? Promise.resolve()
                  : Promise.reject(new Error('Hai lần nhập không giống nhau.')),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          Đổi mật khẩu
        </Button>{' '}
        <span role="status" className="soft">
          {done && 'Đã đổi. Các thiết bị khác đã đăng xuất.'}
        </span>
      </Form>
      {change.isError && !isProblem(change.error, 'sign-in-failed') && <Refused error={change.error} except={form} />}
    </div>
  );
}
