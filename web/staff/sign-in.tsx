import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ask } from './parts/ask.ts';

interface Credentials {
  login: string;
  password: string;
}

/** In place of the page one wanted: signed in, one is there. */
export const SignIn = () => (
  <main className="sign-in">
    <div className="card">
      <h1>Đăng nhập Đôn Đốc</h1>
      <p className="soft">Dành cho cán bộ của Sở. Đơn vị mở đường dẫn trong thư, không cần tài khoản.</p>
      <SignInForm />
    </div>
  </main>
);

/** `login`: who sat here until now. */
export function SignInForm({ login }: { login?: string | undefined }) {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: Credentials) => ask('/sessions', { method: 'POST', body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      {signIn.isError && <Alert type="error" title={signIn.error.message} showIcon role="alert" />}
      <Form<Credentials>
        layout="vertical"
        onFinish={(typed) => signIn.mutate(typed)}
        requiredMark={false}
        {...(login === undefined ? {} : { initialValues: { login } })}
      >
        <Form.Item name="login" label="Tên đăng nhập" rules={[{ required: true, message: 'Nhập tên đăng nhập.' }]}>
          <Input autoComplete="username" autoFocus={login === undefined} />
        </Form.Item>
        <Form.Item name="password" label="Mật khẩu" rules={[{ required: true, message: 'Nhập mật khẩu.' }]}>
          <Input.Password autoComplete="current-password" autoFocus={login !== undefined} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={signIn.isPending} block>
          Đăng nhập
        </Button>
      </Form>
    </>
  );
}
