import { createTransport } from 'nodemailer';
import type { Deps } from './deps.ts';

/** The office's mail server, for the few letters the API sends itself; those of the chase go by the workers. */
export const openRelay = ({ smtpUrl }: Pick<Deps['config'], 'smtpUrl'>) =>
  createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
