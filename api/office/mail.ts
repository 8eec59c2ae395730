import { Router } from 'express';
import { z } from 'zod';
import { dayAt, vnDay, vnTime } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { fewTestLetters } from '../attempts.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { instantSchema } from '../fields.ts';
import { keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { Unavailable } from '../problem.ts';
import { openRelay } from '../relay.ts';

const settingsSchema = z.object({
  host: z.string(),
  port: z.int(),
  tls: z.enum(['from-the-start', 'when-offered']),
  signsIn: z.boolean().meta({ description: 'Có tên đăng nhập và mật khẩu trong SMTP_URL' }),
  from: z.string(),
  operator: z.string().optional().meta({ description: 'Ai được báo khi buổi sáng chưa rà hạn xong' }),
  links: z.string().meta({ description: 'Đường dẫn trong thư bắt đầu bằng' }),
  mailbox: z.boolean().meta({ description: 'Thư của đợt tập huấn vào hộp thư trên máy này' }),
  own: z.string().optional().meta({ description: 'Địa chỉ thư của người đang hỏi' }),
});
const answerSchema = z.object({
  to: z.string(),
  at: instantSchema,
  accepted: z.boolean(),
  words: z.string().meta({ description: 'Kết quả và cần làm gì' }),
  answer: z.string().meta({ description: 'Nguyên văn máy chủ thư trả lời' }),
});

export type MailSettings = z.output<typeof settingsSchema>;
export type TestAnswer = z.output<typeof answerSchema>;

type SmtpError = Error & { code?: string; responseCode?: number | false; response?: string | false };

/** What somebody can do about it, by what went wrong. */
function hintOf({ code, responseCode }: SmtpError): string {
  if (code === 'EAUTH') return 'Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu. Hãy kiểm tra SMTP_URL.';
  if (code === 'EDNS') return 'Không tìm thấy máy chủ thư theo tên trong SMTP_URL. Hãy kiểm tra tên máy và DNS.';
  if (code === 'ETLS') return 'Không lập được kết nối mã hóa với máy chủ thư. Hãy kiểm tra chứng thư và cổng.';
  if (responseCode)
    return responseCode >= 500
      ? 'Máy chủ thư từ chối thư này. Hãy xem nguyên văn trả lời: thường là địa chỉ gửi chưa được phép, hoặc địa chỉ nhận sai.'
      : 'Máy chủ thư hẹn gửi lại sau. Hãy thử lại sau vài phút.';
  return 'Không nối được máy chủ thư. Hãy kiểm tra tên máy, cổng trong SMTP_URL và tường lửa.';
}

/** How letters leave, and whether they do. */
export const mail = (deps: Deps): Router => {
  const { store, config, now, log } = deps;
  const router = Router();

  const ownMail = async (person: string | undefined): Promise<string | undefined> =>
    person === undefined ? undefined : (await store.people.get(person))?.mail;

  router.get('/mail', async (req, res) => {
    const { person } = assertMay(req, 'administer');
    const { hostname, port, protocol, username } = new URL(config.smtpUrl);
    const own = await ownMail(person);
    const secure = protocol === 'smtps:';
    res.json({
      host: hostname,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      tls: secure ? 'from-the-start' : 'when-offered',
      signsIn: username !== '',
      from: config.mailFrom,
      ...(config.operatorMail === undefined ? {} : { operator: config.operatorMail }),
      links: config.publicUrl,
      mailbox: config.mailboxSmtpUrl !== undefined,
      ...(own === undefined ? {} : { own }),
    } satisfies MailSettings);
  });

  router.post('/mail/test', fewTestLetters(), async (req, res) => {
    const { id: by, person } = assertMay(req, 'administer');
    const to = await ownMail(person);
    if (to === undefined) throw new Refusal('no-mailbox-of-own');
    const id = `mail-test/${keyOf(req)}`;
    const at = now();
    // on record first: pressed twice, one letter leaves
    const { repeated } = await once(deps, req, { what: 'mail-tested', body: { person } }, async () => by);
    const known = await store.snapshots.get<TestAnswer>(id);
    if (known) {
      res.json(known.body);
      return;
    }
    if (repeated) throw new Unavailable();
    const answer: TestAnswer = { to, at, ...(await handed(to, at)) };
    await store.snapshots.freeze({ id, kind: 'mail-test', matter: 'office', body: answer, by, at });
    res.json(answer);
  });

  return router;

  async function handed(to: string, at: Instant): Promise<Pick<TestAnswer, 'accepted' | 'words' | 'answer'>> {
    const { letterhead, divisionName } = await store.office.get();
    const sender = /<([^<>]+)>\s*$/.exec(config.mailFrom)?.[1] ?? config.mailFrom.trim();
    const from = { name: `${divisionName}, ${letterhead.organ}`, address: sender };
    const relay = openRelay(config);
    try {
      const { response } = await relay.sendMail({
        from,
        replyTo: from,
        to,
        subject: `Thư thử của Đôn Đốc lúc ${vnTime(at)}, ${vnDay(dayAt(at))}`,
        text: [
          'Anh/chị nhận được thư này nghĩa là Đôn Đốc gửi thư được.',
          '',
          `Thư đi từ ${config.mailFrom} qua máy chủ ${new URL(config.smtpUrl).host}.`,
          'Nếu thư nằm trong mục thư rác, hãy nhờ người quản trị thư thêm địa chỉ gửi vào danh sách tin cậy và kiểm tra SPF, DKIM của tên miền.',
          '',
          `${config.publicUrl}/quan-tri/thu`,
        ].join('\n'),
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'vi' },
      });
      return {
        accepted: true,
        words: `Máy chủ thư đã nhận thư gửi ${to}. Hãy mở hộp thư xem thư đã đến chưa.`,
        answer: response,
      };
    } catch (error) {
      const failed = error as SmtpError;
      log.warn({ code: failed.code, responseCode: failed.responseCode }, 'a test letter did not leave');
      return { accepted: false, words: hintOf(failed), answer: (failed.response || failed.message).slice(0, 500) };
    } finally {
      relay.close();
    }
  }
};

export const mailPaths: Paths = {
  '/api/mail': {
    get: describe({
      summary: 'Thư đi qua máy chủ nào, không kèm mật khẩu',
      operation: 'administer',
      answers: settingsSchema,
    }),
  },
  '/api/mail/test': {
    post: describe({
      summary: 'Gửi một thư thử tới địa chỉ của chính mình; máy chủ thư trả lời gì',
      operation: 'administer',
      command: true,
      answers: answerSchema,
      refusals: ['no-mailbox-of-own', 'too-many-attempts'],
    }),
  },
};
