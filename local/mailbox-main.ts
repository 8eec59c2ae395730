import { openMailbox } from './mailbox.ts';

/** `mailbox-main.ts FOLDER SMTP-PORT HTTP-PORT`: the mailbox as a process of its own, which `npm start` runs. */
const [folder, smtpPort, httpPort] = process.argv.slice(2);
if (!folder) throw new Error('mailbox-main.ts FOLDER SMTP-PORT HTTP-PORT');
const mailbox = await openMailbox({ folder, smtpPort: Number(smtpPort), httpPort: Number(httpPort) });
process.once('SIGTERM', () => void mailbox.close());
console.log(JSON.stringify({ ready: true, smtpPort: mailbox.smtpPort, httpPort: mailbox.httpPort }));
