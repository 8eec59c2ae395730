import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { noteKinds, noteWords } from '../../../domain/notebook.ts';
import type { Note, NoteKind } from '../../../domain/notebook.ts';
import { newKey } from '../parts/ask.ts';
import { Nothing } from '../parts/states.tsx';
import { NoteCard } from './note-card.tsx';
import { useRoom } from './room.ts';

const route = getRouteApi('/kiem-tra/$inspection');

/** A new note, empty: its id is that of the finding a conclusion will have. */
export const newNote = (part: Pick<Note, 'kind' | 'area'> & Partial<Note>): Note => ({
  id: `gn-${newKey().slice(0, 12)}`,
  text: '',
  ...part,
});

/** What the team hears and sees, written once while it listens: one tap a note, the keyboard for the rest. */
export function NotesTab() {
  const { id: inspection, comparison, notebook, drafting } = useRoom();
  const { mo } = route.useSearch();
  const navigate = route.useNavigate();
  const [only, setOnly] = useState<string>();
  const [area, setArea] = useState(() => notebook.notes.at(-1)?.area ?? comparison.outline.areas[0]?.code ?? '');
  const focused = useRef<string>(undefined);
  const { areas } = comparison.outline;
  const shown = notebook.notes.filter((note) => only === undefined || note.area === only).toReversed();
  const open = (id: string | undefined) =>
    void navigate({
      to: '/kiem-tra/$inspection/$tab',
      params: { inspection, tab: 'ghi-nhan' },
      search: id === undefined ? {} : { mo: id },
      replace: true,
      resetScroll: false,
    });
  useEffect(() => {
    if (!mo || focused.current === mo) return;
    focused.current = mo;
    const field = document.getElementById(`chu-${mo}`);
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  });
  const put = (note: Note) =>
    drafting?.change({ ...notebook, notes: notebook.notes.map((one) => (one.id === note.id ? note : one)) });
  const begin = (kind: NoteKind, at = area) => {
    if (!drafting) return;
    const note = newNote({ kind, area: at });
    // an empty one that was begun before is not left behind
    const written = notebook.notes.filter(({ text, files = [] }) => text.trim() !== '' || files.length > 0);
    drafting.change({ ...notebook, notes: [...written, note] });
    if (only !== undefined && only !== at) setOnly(undefined);
    open(note.id);
  };
  return (
    <>
      {drafting ? (
        <div className="note-entry">
          <label className="area-chosen">
            Lĩnh vực đang nghe
            <Select
              aria-label="Lĩnh vực đang nghe"
              value={area}
              onChange={setArea}
              options={areas.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </label>
          <div className="note-kinds">
            {noteKinds.map((kind, i) => (
              <Button
                key={kind}
                size="large"
                className={`kind-${kind}`}
                type={kind === 'shortcoming' ? 'primary' : 'default'}
                onClick={() => begin(kind)}
                aria-keyshortcuts={`Alt+${i + 1}`}
              >
                + {noteWords[kind]}
              </Button>
            ))}
          </div>
          <p className="soft keys">
            Khi đang viết: <kbd>Ctrl</kbd> <kbd>Enter</kbd> ghi tiếp một điều cùng loại; <kbd>Alt</kbd> <kbd>1</kbd>{' '}
            <kbd>2</kbd> <kbd>3</kbd> đổi loại.
          </p>
        </div>
      ) : (
        <p className="soft">Sổ này do Đoàn kiểm tra ghi; anh/chị xem được, không sửa.</p>
      )}
      {notebook.notes.length > 0 && (
        <div className="note-filter">
          <h2>{notebook.notes.length} ghi nhận</h2>
          <Select
            aria-label="Chỉ xem lĩnh vực"
            value={only ?? ''}
            onChange={(code) => setOnly(code === '' ? undefined : code)}
            options={[
              { value: '', label: 'Mọi lĩnh vực' },
              ...areas
                .filter(({ code }) => notebook.notes.some((note) => note.area === code))
                .map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </div>
      )}
      {notebook.notes.length === 0 && (
        <Nothing>
          Chưa có ghi nhận nào. Mỗi điều ghi ở đây một lần; biên bản và dự thảo kết luận lấy từ đây, không phải viết
          lại.
        </Nothing>
      )}
      <ul className="notes">
        {shown.map((note) => (
          <NoteCard
            key={note.id}
            note={note}
            isOpen={drafting !== undefined && mo === note.id}
            open={() => open(note.id)}
            close={() => open(undefined)}
            {...(drafting
              ? {
                  put,
                  putFiles: (files: NonNullable<Note['files']>) => {
                    const there = drafting.current();
                    const notes = there.notes.map((one) => {
                      if (one.id !== note.id) return one;
                      const { files: _, ...rest } = one;
                      return files.length > 0 ? { ...rest, files } : rest;
                    });
                    drafting.change({ ...there, notes });
                  },
                  next: (kind: NoteKind) => begin(kind, note.area),
                  remove: () => {
                    drafting.change({ ...notebook, notes: notebook.notes.filter(({ id }) => id !== note.id) });
                    open(undefined);
                  },
                }
              : {})}
          />
        ))}
      </ul>
    </>
  );
}
