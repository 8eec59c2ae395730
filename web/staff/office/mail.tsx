import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LetterRowView } from '../../../api/letters.ts';
import type { MailSettings, TestAnswer } from '../../../api/office/mail.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { Facts, OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

/** How letters leave, a letter to oneself to see whether they do, and those that reached nobody. */
export function MailPage() {
  const may = useMay();
  const [answer, setAnswer] = useState<TestAnswer>();
  const settings = useQuery({
    queryKey: ['/mail'],
    queryFn: ({ signal }) => ask<MailSettings>('/mail', { signal }),
    enabled: may('administer'),
  });
  if (!may('administer'))
    return (
      <OfficeFrame title="Thư">
        <Nothing>{onlyFor('administer')}</Nothing>
      </OfficeFrame>
    );
  if (settings.isPending) return <Loading what="cài đặt thư" />;
  if (settings.isError) return <Failed error={settings.error} again={() => void settings.refetch()} />;
  const { host, port, tls, signsIn, from, operator, links, mailbox, own } = settings.data;
  return (
    <OfficeFrame
      title="Thư"
      lead="Đặt trong cấu hình của máy chủ (SMTP_URL, MAIL_FROM, OPERATOR_MAIL), không sửa ở đây."
      acts={
        <Act<object, TestAnswer>
          name="Gửi thư thử cho tôi"
          path="/mail/test"
          primary
          barred={own === undefined ? 'Cần đăng nhập bằng tài khoản có địa chỉ thư.' : undefined}
          bodyOf={() => undefined}
          refreshes={[['ready']]}
          done={setAnswer}
        />
      }
    >
      {answer && (
        <div className={`office-answer ${answer.accepted ? 'good' : 'bad'}`} role="status">
          <p>
            <strong>{answer.words}</strong>
          </p>
          <p>
            Lúc {momentWords(answer.at)}, máy chủ thư trả lời: <span className="once">{answer.answer}</span>
          </p>
        </div>
      )}
      <Facts
        of={[
          ['Máy chủ thư', `${host}, cổng ${port}`],
          ['Mã hóa', tls === 'from-the-start' ? 'từ đầu (SMTPS)' : 'khi máy chủ có (STARTTLS)'],
          ['Đăng nhập', signsIn ? 'có tên và mật khẩu' : 'không cần'],
          ['Gửi từ', from],
          ['Đường dẫn trong thư', links],
          ['Báo động cho', operator ?? 'chưa đặt (OPERATOR_MAIL); trưởng phòng vẫn được báo'],
          ['Thư của đợt tập huấn', mailbox ? 'vào hộp thư trên máy này' : 'chỉ giữ trong sổ thư'],
          ['Thư thử gửi tới', own],
        ]}
      />
      <h2>Thư không tới nơi</h2>
      <p className="soft">
        Máy chủ từ chối, thử nhiều ngày không được, hoặc mất liên lạc giữa chừng. Hãy báo người nhận bằng cách khác.
      </p>
      <TroubledLetters />
    </OfficeFrame>
  );
}

function TroubledLetters() {
  const letters = usePages<Page<LetterRowView>>('/letters', { trouble: true });
  return (
    <Paged of={letters} what="thư không tới nơi">
      {(rows) =>
        rows.length === 0 ? (
          <Nothing>Không có thư nào như vậy.</Nothing>
        ) : (
          <Rows
            caption="Thư không tới nơi"
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: 'Thư', cell: ({ subject }) => subject },
              { head: 'Gửi cho', cell: ({ recipient }) => recipient.name ?? recipient.id },
              {
                head: 'Tình trạng',
                cell: ({ words, phaseAt }) => (
                  <>
                    <span className="late">{words}</span>
                    <span className="under number office-moment">{momentWords(phaseAt)}</span>
                  </>
                ),
              },
              { head: 'Máy chủ trả lời', cell: ({ answer }) => answer && <span className="once">{answer}</span> },
            ]}
          />
        )
      }
    </Paged>
  );
}
