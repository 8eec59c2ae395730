import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 bits for a cookie, a token or a link; shown once, only its hash is kept. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** 256 bits that whoever holds `key` can make again for the invitation `id`. A letter's token is made of other words. */
export const derivedSecret = (key: string, id: string): string =>
  createHmac('sha256', key).update(`setup:${id}`).digest('base64url');

/** SHA-256 (hex): a secret of 256 bits needs no slow hash. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
