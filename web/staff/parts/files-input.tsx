import { Button, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { nfc } from '../../../domain/fold.ts';
import { sessionEnded } from './ask.ts';
import { dropFile, keepFile, keptFiles } from './kept-files.ts';
import { sizeOf } from './size.ts';

/** A file the server has taken. */
export interface SentFile {
  id: string;
  name: string;
  size: number;
}

interface Sending {
  name: string;
  file: File;
  /** 0 to 100. */
  percent: number;
  fault?: string;
  /** This device has it, and sends it by itself. */
  kept?: boolean;
}

/**
 * Evidence for one matter: chosen files go up at once, each with its progress; the value is what has arrived.
 * `about` says whose they are: `{ item }`, `{ inspection }` or `{ proposal }`.
 */
export function FilesInput({
  about,
  value = [],
  onChange,
  id,
  camera,
  keptAs,
}: {
  about: Record<string, string>;
  value?: SentFile[];
  onChange?: (value: SentFile[]) => void;
  id?: string;
  /** Also a picture taken here and now. */
  camera?: boolean;
  /** Under which name this device keeps what could not leave for want of a network, until it has. */
  keptAs?: string;
}) {
  const own = useId();
  const [sending, setSending] = useState<Sending[]>([]);
  const latest = useRef<{
    take: (files: File[]) => Promise<void>;
    sending: Sending[];
    value: SentFile[];
    onChange: ((value: SentFile[]) => void) | undefined;
  }>({ take: () => Promise.resolve(), sending, value, onChange });
  const at = (name: string, told: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.name === name ? { ...one, ...told } : one)));
  const take = async (files: File[]) => {
    setSending((all) => [
      ...all.filter(({ name, fault }) => fault === undefined || files.every((file) => file.name !== name)),
      ...files.map((file) => ({ name: file.name, file, percent: 0 })),
    ]);
    for (const file of files) {
      try {
        const sent = await sendFile(file, about, (percent) => at(file.name, { percent }));
        // others may have arrived meanwhile, and what is around it may have been written on
        latest.current.value = [...latest.current.value.filter((one) => one.id !== sent.id), sent];
        latest.current.onChange?.(latest.current.value);
        setSending((all) => all.filter(({ name }) => name !== file.name));
        if (keptAs !== undefined) await dropFile(keptAs, file.name);
      } catch (error) {
        const passes = error instanceof Passing;
        const kept = passes && keptAs !== undefined && (await keepFile(keptAs, file));
        const then = kept ? 'Máy này giữ tệp và tự gửi khi có mạng.' : 'Bấm Gửi lại trước khi rời trang.';
        at(file.name, { fault: passes ? `${error.message} ${then}` : (error as Error).message, kept });
      }
    }
  };
  latest.current = { take, sending, value, onChange };
  useEffect(() => {
    if (keptAs === undefined) return undefined;
    const again = (files: File[]) => files.length > 0 && void latest.current.take(files);
    void keptFiles(keptAs).then(again, () => undefined);
    const online = () => again(latest.current.sending.flatMap(({ file, kept }) => (kept ? [file] : [])));
    addEventListener('online', online);
    return () => removeEventListener('online', online);
  }, [keptAs]);
  const chosen = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])].map((file) => (camera ? distinct(file, [...value, ...sending]) : file));
    target.value = '';
    void take(files);
  };
  return (
    <div className="files-input">
      {camera && (
        <label className="pick-file">
          Chụp ảnh
          <input type="file" accept="image/*" capture="environment" onChange={chosen} />
        </label>
      )}
      <label className="pick-file">
        Chọn tệp
        <input
          id={id ?? own}
          type="file"
          multiple
          accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.csv,.txt"
          onChange={chosen}
        />
      </label>
      <ul>
        {value.map(({ id: file, name, size }) => (
          <li key={file}>
            {name} <span className="soft">{sizeOf(size)}</span>{' '}
            <Button
              size="small"
              aria-label={`Bỏ tệp ${name}`}
              onClick={() => onChange?.(value.filter((one) => one.id !== file))}
            >
              Bỏ
            </Button>
          </li>
        ))}
        {sending.map(({ name, file, percent, fault }) => (
          <li key={name}>
            {name}
            {fault === undefined ? (
              <Progress percent={percent} size="small" aria-label={`Đang gửi ${name}`} />
            ) : (
              <span className="late" role="alert">
                {' '}
                {fault}{' '}
                <Button size="small" aria-label={`Gửi lại ${name}`} onClick={() => void take([file])}>
                  Gửi lại
                </Button>{' '}
                <Button
                  size="small"
                  aria-label={`Thôi gửi ${name}`}
                  onClick={() => {
                    setSending((all) => all.filter((one) => one.name !== name));
                    if (keptAs !== undefined) void dropFile(keptAs, name);
                  }}
                >
                  Thôi
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A camera calls each of its pictures `image.jpg`. */
function distinct(file: File, there: readonly { name: string }[]): File {
  const isFree = (name: string) => there.every((one) => one.name !== name);
  if (isFree(file.name)) return file;
  const [, stem = file.name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(file.name) ?? [];
  for (let n = 2; ; n += 1) {
    const name = `${stem} (${n})${ending}`;
    if (isFree(name)) return new File([file], name, { type: file.type });
  }
}

/** The same file once more may go well. */
class Passing extends Error {}

/** Sends one file, telling how far it got. Throws an Error whose message is for people. */
const sendFile = (file: File, about: Record<string, string>, told: (percent: number) => void): Promise<SentFile> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(about)) form.set(name, value);
    form.set('files', file, nfc(file.name));
    const request = new XMLHttpRequest();
    request.open('POST', '/api/files');
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => told(Math.round((100 * loaded) / total)));
    request.addEventListener('load', () => {
      if (request.status === 401) dispatchEvent(new Event(sessionEnded));
      const { items, detail } = (request.response ?? {}) as { items?: SentFile[]; detail?: string };
      if (request.status === 201 && items?.[0]) resolve(items[0]);
      else if (request.status === 401) reject(new Passing('Phiên đăng nhập đã hết: đăng nhập lại rồi gửi tiếp.'));
      else if (request.status === 429 || request.status >= 500) reject(new Passing('Máy chủ đang bận.'));
      else reject(new Error(detail ?? 'Máy chủ chưa nhận được tệp. Hãy chọn lại tệp này.'));
    });
    request.addEventListener('error', () => reject(new Passing('Chưa gửi được vì mất mạng.')));
    request.send(form);
  });
