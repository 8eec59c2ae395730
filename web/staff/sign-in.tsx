import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ask } from './ask.ts';

interface Credentials {
  login: string;
  password: string;
}

/** In place of the page one wanted: signed in, one is there. */
export function SignIn() {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: Credentials) => ask('/sessions', { method: 'POST', body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <main className="sign-in">
      <div className="card">
        <h1>Đăng nhập Đôn Đốc</h1>
        <p className="soft">Dành cho cán bộ của Sở. Đơn vị mở đường dẫn trong thư, không cần tài khoản.</p>
        {signIn.isError && <Alert type="error" title={signIn.error.message} showIcon role="alert" />}
        <Form<Credentials> layout="vertical" onFinish={(typed) => signIn.mutate(typed)} requiredMark={false}>
          <Form.Item name="login" label="Tên đăng nhập" rules={[{ required: true, message: 'Nhập tên đăng nhập.' }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label="Mật khẩu" rules={[{ required: true, message: 'Nhập mật khẩu.' }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={signIn.isPending} block>
            Đăng nhập
          </Button>
        </Form>
      </div>
    </main>
  );
}
