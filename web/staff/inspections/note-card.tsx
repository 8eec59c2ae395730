import { Button, Checkbox, Input, Popconfirm, Radio, Select, Tag } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { noteKinds, noteWords } from '../../../domain/notebook.ts';
import type { Note, NoteKind } from '../../../domain/notebook.ts';
import { FilesInput } from '../parts/files-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { GrownText } from '../parts/grown-text.tsx';
import { dropFiles, useKeptFiles } from '../parts/kept-files.ts';
import { useMe } from '../parts/who.ts';
import { areaName, useRoom } from './room.ts';

interface Shown {
  note: Note;
  isOpen: boolean;
  open: () => void;
  close: () => void;
  /** Absent for whoever only reads. */
  put?: (note: Note) => void;
  /** Beside what is written by then: a picture arrives when it does. */
  putFiles?: (files: NonNullable<Note['files']>) => void;
  next?: (kind: NoteKind) => void;
  remove?: () => void;
}

/** One note: read at a glance, or open to be written. */
export const NoteCard = (shown: Shown) => (
  <li className={`visit-note kind-${shown.note.kind}`}>
    {shown.isOpen && shown.put ? <Written {...shown} put={shown.put} /> : <Read {...shown} />}
  </li>
);

/** Whose what this device still has to send of a note is: whoever signs in next sends none of it in their own name. */
function useKeptAs({ id }: Note): string {
  const { person } = useMe();
  return `${person?.id ?? ''} ${useRoom().id} ${id}`;
}

function Read({ note, open, put }: Shown) {
  const { comparison } = useRoom();
  const unsent = useKeptFiles(useKeptAs(note));
  const { kind, area, text, basis, cause, evidence, files = [], exemplary, noWork } = note;
  return (
    <>
      <div className="note-head">
        <div>
          <Tag className="kind">{noteWords[kind]}</Tag>
          <span className="soft">
            {areaName(comparison, area)}
            {exemplary && ' · cách làm hay'}
          </span>
        </div>
        {put && (
          <Button className="edit" onClick={open} aria-label={`Sửa ghi nhận: ${text || 'chưa có chữ'}`}>
            Sửa
          </Button>
        )}
      </div>
      <p className="note-text">{text || <span className="soft">Chưa có chữ</span>}</p>
      {basis && <p className="soft">Căn cứ: {basis}</p>}
      {cause && <p className="soft">Nguyên nhân: {cause}</p>}
      {evidence && <p className="soft">Chứng minh: {evidence}</p>}
      {noWork && <p className="soft">Không giao việc: {noWork}</p>}
      {unsent > 0 && (
        <p className="soon">{unsent} ảnh, tệp chưa gửi, máy này đang giữ. Mở ghi nhận khi có mạng để gửi.</p>
      )}
      {files.length > 0 && (
        <p>
          {files.map(({ id, name }) => (
            <a key={id} className="file" href={`/api/files/${id}`}>
              {name}
            </a>
          ))}
        </p>
      )}
    </>
  );
}

function Written({ note, put, putFiles, next, remove: removed, close }: Shown & { put: (note: Note) => void }) {
  const { id: inspection, comparison } = useRoom();
  const keptAs = useKeptAs(note);
  const remove =
    removed &&
    (() => {
      void dropFiles(keptAs);
      removed();
    });
  const { id, kind, area, text, criterion, basis, cause, evidence, files, exemplary, noWork } = note;
  const { areas } = comparison.outline;
  const questions = areas.find(({ code }) => code === area)?.questions ?? [];
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      next?.(kind);
    }
    const nth = event.altKey ? noteKinds[Number(event.key) - 1] : undefined;
    if (nth) {
      event.preventDefault();
      put({ ...note, kind: nth });
    }
    if (event.key === 'Escape') close();
  };
  return (
    <div className="note-form" onKeyDown={keys}>
      <Radio.Group
        aria-label="Loại ghi nhận"
        optionType="button"
        size="large"
        value={kind}
        onChange={({ target }) => put({ ...note, kind: target.value as NoteKind })}
        options={noteKinds.map((one) => ({ value: one, label: noteWords[one] }))}
      />
      <Field id={`linh-vuc-${id}`} label="Lĩnh vực">
        <Select
          id={`linh-vuc-${id}`}
          value={area}
          onChange={(code) => put({ ...without(note, ['criterion']), area: code })}
          options={areas.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Field>
      <Field id={`chu-${id}`} label="Nội dung">
        <GrownText
          id={`chu-${id}`}
          maxLength={3_000}
          value={text}
          onChange={({ target }) => put({ ...note, text: target.value })}
        />
      </Field>
      <Field id={`anh-${id}`} label="Ảnh, tệp">
        <FilesInput
          id={`anh-${id}`}
          camera
          keptAs={keptAs}
          about={{ inspection }}
          value={files ?? []}
          onChange={(sent) => putFiles?.(sent.map(({ id: file, name, size }) => ({ id: file, name, size })))}
        />
      </Field>
      {kind === 'shortcoming' && (
        <>
          <Words note={note} put={put} field="basis" label="Quy định chưa thực hiện đúng" value={basis} />
          <Field id={`cau-${id}`} label="Câu của đề cương">
            <FoldedSelect<string>
              id={`cau-${id}`}
              allowClear
              placeholder="Không bắt buộc"
              value={criterion ?? null}
              onChange={(code: string | undefined) =>
                put({ ...without(note, ['criterion']), ...(code ? { criterion: code } : {}) })
              }
              options={questions.map((question) => ({
                value: question.code,
                label: `${question.code}. ${question.text}`,
              }))}
            />
          </Field>
          <Words note={note} put={put} field="cause" label="Nguyên nhân" value={cause} />
          <Words note={note} put={put} field="evidence" label="Chứng minh bằng" value={evidence} />
          <Words note={note} put={put} field="noWork" label="Không giao việc, vì sao" value={noWork} />
        </>
      )}
      {kind !== 'shortcoming' && (
        <Checkbox
          checked={exemplary === true}
          onChange={({ target }) =>
            put({ ...without(note, ['exemplary']), ...(target.checked ? { exemplary: true as const } : {}) })
          }
        >
          Cách làm hay, đơn vị khác có thể học theo
        </Checkbox>
      )}
      {kind === 'remark' && !exemplary && (
        <p className="soft">Ghi nhận được đưa vào biên bản, không đưa vào kết luận; đánh dấu cách làm hay thì có.</p>
      )}
      <div className="acts">
        <Button onClick={close}>Xong</Button>
        <Popconfirm
          title="Bỏ ghi nhận này?"
          description="Chữ và ảnh của ghi nhận sẽ không còn trong sổ."
          okText="Bỏ"
          cancelText="Giữ lại"
          disabled={text.trim() === ''}
          onConfirm={remove ?? (() => undefined)}
        >
          <Button danger {...(text.trim() === '' && remove ? { onClick: remove } : {})}>
            Bỏ ghi nhận
          </Button>
        </Popconfirm>
      </div>
    </div>
  );
}

type Worded = 'basis' | 'cause' | 'evidence' | 'noWork';

function Words({
  note,
  put,
  field,
  label,
  value,
}: {
  note: Note;
  put: (note: Note) => void;
  field: Worded;
  label: string;
  value: string | undefined;
}) {
  const id = `${field}-${note.id}`;
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        maxLength={field === 'basis' || field === 'noWork' ? 500 : 2_000}
        value={value ?? ''}
        onChange={({ target }) =>
          put({ ...without(note, [field]), ...(target.value === '' ? {} : { [field]: target.value }) })
        }
      />
    </Field>
  );
}

export const Field = ({ id, label, children }: { id: string; label: string; children: ReactNode }) => (
  <div className="visit-field">
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
);

function without(note: Note, fields: (keyof Note)[]): Note {
  const rest = { ...note };
  for (const field of fields) delete rest[field];
  return rest;
}
