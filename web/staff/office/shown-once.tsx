import { Button, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';

/** A secret the server keeps only the hash of: seen now or made anew. */
export function ShownOnce({
  title,
  shown,
  says,
  close,
}: {
  title: string;
  shown: string | undefined;
  says: ReactNode;
  close: () => void;
}) {
  const [copied, setCopied] = useState(false);
  // there is a clipboard over https and on this machine only; elsewhere one selects and copies
  const clipboard = 'clipboard' in navigator ? navigator.clipboard : undefined;
  return (
    <Modal
      title={title}
      open={shown !== undefined}
      onCancel={close}
      mask={{ closable: false }}
      keyboard={false}
      // a dialog that is merely hidden keeps what it showed
      destroyOnHidden
      footer={
        <Button type="primary" onClick={close}>
          Đã chép, đóng lại
        </Button>
      }
      afterClose={() => setCopied(false)}
    >
      <p>
        <strong>Chỉ hiện một lần.</strong> {says}
      </p>
      <Input.TextArea
        className="once"
        aria-label={title}
        readOnly
        rows={3}
        value={shown ?? ''}
        onFocus={({ target }) => target.select()}
      />
      {clipboard && (
        <p className="more">
          <Button
            onClick={() => {
              if (shown !== undefined) void clipboard.writeText(shown).then(() => setCopied(true));
            }}
          >
            Chép
          </Button>{' '}
          <span role="status" className="soft">
            {copied && 'Đã chép.'}
          </span>
        </p>
      )}
    </Modal>
  );
}
