import { attendeeLine, momentInWords } from '../../../domain/minutes.ts';
import type { Attendee, MinutesContent } from '../../../domain/minutes.ts';
import { areaName, useRoom } from './room.ts';

/** While an hour is being typed it is none yet. */
const isHour = (time: string | undefined): boolean => time !== undefined && /^\d{2}:\d{2}$/.test(time);

const listed = (people: Attendee[]): string[] =>
  people.filter(({ name }) => name.trim() !== '').map((one) => attendeeLine(one));

/** The minutes as they will be read on paper, while they are being written. */
export function MinutesSheet({ content }: { content: MinutesContent }) {
  const { inspection, comparison } = useRoom();
  const { started, ended, place, team, unit, chair, secretary, heard, results, unitOpinion, concluding } = content;
  return (
    <aside className="visit-sheet" aria-label="Xem trước biên bản">
      <p className="sheet-title">BIÊN BẢN</p>
      <p className="sheet-about">Kiểm tra công tác cải cách hành chính tại {inspection.unit.name}</p>
      <p>
        Bắt đầu: {isHour(started?.time) ? momentInWords(started!) : '…'}. Địa điểm: {place || '…'}
      </p>
      <Part title="Đoàn kiểm tra" lines={listed(team)} />
      <Part title="Đơn vị được kiểm tra" lines={listed(unit)} />
      <p>
        Chủ trì: {chair.name ? attendeeLine(chair) : '…'}. Thư ký: {secretary.name ? attendeeLine(secretary) : '…'}
      </p>
      <Part title="Nghe báo cáo và trao đổi" lines={heard} />
      {results.map(({ area, text }, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- areas may stand twice
        <Part key={i} title={areaName(comparison, area)} lines={text.split('\n')} />
      ))}
      <Part title="Ý kiến của đơn vị" lines={unitOpinion} />
      <Part title="Ý kiến kết luận của người chủ trì" lines={concluding} />
      <p>Kết thúc: {isHour(ended?.time) ? momentInWords(ended!) : '…'}.</p>
    </aside>
  );
}

const Part = ({ title, lines }: { title: string; lines: string[] }) => {
  const written = lines.filter((line) => line.trim() !== '');
  return (
    <>
      <p className="sheet-part">{title}</p>
      {written.length === 0 ? (
        <p>Không ghi.</p>
      ) : (
        written.map((line, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines of a text
          <p key={i} className="as-written">
            {line}
          </p>
        ))
      )}
    </>
  );
};
