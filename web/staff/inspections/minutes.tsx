import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, InputNumber, Popconfirm, Radio, Select } from 'antd';
import type { MinutesView } from '../../../api/inspections/visits.ts';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { minutesGaps } from '../../../domain/minutes.ts';
import type { Attendee, MinutesContent } from '../../../domain/minutes.ts';
import { minutesResults, notInMinutes } from '../../../domain/notebook.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { ask } from '../parts/ask.ts';
import { DayInput } from '../parts/day-input.tsx';
import { DraftState } from '../parts/draft-state.tsx';
import { TimeInput } from '../parts/time-input.tsx';
import { useDraft } from '../parts/draft.ts';
import type { Kept } from '../parts/draft.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { Attendees, Paragraphs } from './minutes-fields.tsx';
import { MinutesSheet } from './minutes-sheet.tsx';
import { SignMinutes } from './minutes-signing.tsx';
import { Field } from './note-card.tsx';
import { areaName, useRoom } from './room.ts';
import { HoldVisit } from './visits.tsx';

const route = getRouteApi('/kiem-tra/$inspection');
type Visit = InspectionView['visits'][number];

/** The minutes of each visit: begun from the notebook, edited beside the sheet, signed. */
export function MinutesTab() {
  const { id, inspection } = useRoom();
  const { buoi } = route.useSearch();
  const navigate = route.useNavigate();
  const { visits } = inspection;
  const visit =
    visits.find(({ n }) => n === buoi) ?? visits.find(({ held, minutesSigned }) => held && !minutesSigned) ?? visits[0];
  if (!visit) return <p className="soft">Kiểm tra qua báo cáo: không có buổi làm việc nên không có biên bản.</p>;
  return (
    <>
      {visits.length > 1 && (
        <Radio.Group
          aria-label="Biên bản của buổi"
          optionType="button"
          value={visit.n}
          onChange={({ target }) =>
            void navigate({
              to: '/kiem-tra/$inspection/$tab',
              params: { inspection: id, tab: 'bien-ban' },
              search: { buoi: target.value as number },
              replace: true,
            })
          }
          options={visits.map(({ n, day, session }) => ({
            value: n,
            label: `${sessionWords[session]} ${vnDay(day as Day)}`,
          }))}
        />
      )}
      {/* what they begin with follows from the day it was held */}
      <OfVisit key={`${id} ${visit.n} ${visit.held ?? ''}`} visit={visit} />
    </>
  );
}

function OfVisit({ visit }: { visit: Visit }) {
  const { id, path, may } = useRoom();
  const at = `${path}/visits/${visit.n}/minutes`;
  const writes = may('sign-minutes', visit.n);
  const minutes = useQuery({
    queryKey: ['inspection', id, 'minutes', visit.n, visit.held ?? ''],
    queryFn: ({ signal }) => ask<MinutesView>(at, { signal }),
    enabled: writes && visit.minutesSigned === undefined,
    gcTime: 0,
  });
  if (visit.minutesSigned) return <Signed visit={visit} />;
  if (!writes) return <Unwritten visit={visit} />;
  if (minutes.data) return <Writing visit={visit} kept={minutes.data} />;
  if (minutes.isError) return <Failed error={minutes.error} again={() => void minutes.refetch()} />;
  return <Loading what="biên bản" />;
}

function Signed({ visit }: { visit: Visit }) {
  const { path } = useRoom();
  const signers = { secretary: 'thư ký', chair: 'người chủ trì', unit: 'đơn vị' } as const;
  return (
    <>
      <p>
        Biên bản đã ký ngày {vnDay(visit.minutesSigned as Day)}
        {visit.unsigned && visit.unsigned.length > 0 && (
          <span className="soon">
            , thiếu chữ ký của {visit.unsigned.map((who) => signers[who]).join(', ')} (lý do ghi trong biên bản)
          </span>
        )}
        .
      </p>
      {visit.minutesFile ? (
        <p>
          <a className="ant-btn-like" href={`/api${path}/visits/${visit.n}/minutes/file`}>
            Tải biên bản (PDF)
          </a>
        </p>
      ) : (
        <p className="soft">Tệp PDF đang được in. Tải lại trang sau ít phút.</p>
      )}
    </>
  );
}

/** For whoever does not write them: what they will begin with. */
function Unwritten({ visit }: { visit: Visit }) {
  const { comparison, notebook } = useRoom();
  const results = minutesResults(notebook, comparison.outline);
  return (
    <>
      <p className="soft">{onlyFor('sign-minutes')} Kết quả trong biên bản lấy từ sổ ghi nhận như dưới đây.</p>
      {!visit.held && <HoldVisit visit={visit} />}
      {results.map(({ area, text }) => (
        <section key={area}>
          <h2>{areaName(comparison, area)}</h2>
          <p className="as-written">{text}</p>
        </section>
      ))}
    </>
  );
}

/** Minutes being written: an attendee without a name, a paragraph without a word may stand there for a while. */
const keptOf = ({ version, content }: MinutesView): Kept<MinutesContent> => ({ version, content });
const isNamed = ({ name }: Attendee): boolean => name.trim() !== '';
const said = (texts: string[]): string[] => texts.map((text) => text.trim()).filter((text) => text !== '');
const attendee = ({ name, post }: Attendee): Attendee => ({
  name: name.trim(),
  ...(post?.trim() ? { post: post.trim() } : {}),
});
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What of it can be sent. */
function sendable({ started, ended, chair, secretary, ...content }: MinutesContent) {
  const whole = (moment: MinutesContent['started']) =>
    moment && isDay(moment.day) && /^\d{2}:\d{2}$/.test(moment.time) ? moment : undefined;
  const [from, to] = [whole(started), whole(ended)];
  return {
    ...content,
    ...(from ? { started: from } : {}),
    ...(to ? { ended: to } : {}),
    ...(isNamed(chair) ? { chair: attendee(chair) } : {}),
    ...(isNamed(secretary) ? { secretary: attendee(secretary) } : {}),
    team: content.team.filter(isNamed).map(attendee),
    unit: content.unit.filter(isNamed).map(attendee),
    heard: said(content.heard),
    results: content.results.filter(({ area, text }) => area.trim() !== '' && text.trim() !== ''),
    unitOpinion: said(content.unitOpinion),
    concluding: said(content.concluding),
  };
}

function Writing({ visit, kept }: { visit: Visit; kept: MinutesView }) {
  const { id, path, comparison, notebook, inspection } = useRoom();
  const at = `${path}/visits/${visit.n}/minutes`;
  const drafting = useDraft<MinutesContent>({
    name: `minutes:${id}#${visit.n}`,
    loaded: keptOf(kept),
    save: (content, base) => ask<MinutesView>(at, { method: 'PUT', body: { base, content: sendable(content) } }),
    currentOf: (current) => keptOf(current as MinutesView),
    stays: (pathname) => decodeURIComponent(pathname) === `/kiem-tra/${id}/bien-ban`,
  });
  const { content, change } = drafting;
  const put = (part: Partial<MinutesContent>) => change({ ...content, ...part });
  const fresh = minutesResults(notebook, comparison.outline);
  const missing = notInMinutes(notebook, content.results);
  const whole = sendable(content);
  const gaps = minutesGaps({
    ...whole,
    chair: whole.chair ?? { name: '' },
    secretary: whole.secretary ?? { name: '' },
  });
  const moment = (which: 'started' | 'ended', part: { day?: string; time?: string }) => {
    const now = content[which] ?? { day: (visit.held ?? visit.day) as Day, time: '' };
    put({ [which]: { ...now, ...part } as MinutesContent['started'] });
  };
  const known = comparison.outline.areas.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <div className="minutes">
      <div className="minutes-form">
        <p className="room-state">
          <DraftState of={drafting} />
        </p>
        {!visit.held && (
          <p className="soon">
            Buổi này chưa ghi nhận là đã kiểm tra; soạn trước được, ký sau. <HoldVisit visit={visit} />
          </p>
        )}
        <h2>Thời gian, địa điểm</h2>
        {(['started', 'ended'] as const).map((which) => (
          <div key={which} className="visit-moment">
            <Field id={`gio-${which}`} label={which === 'started' ? 'Giờ bắt đầu' : 'Giờ kết thúc'}>
              <TimeInput
                id={`gio-${which}`}
                told
                value={content[which]?.time}
                onChange={(time) => moment(which, { time: time ?? '' })}
              />
            </Field>
            <Field id={`ngay-${which}`} label={which === 'started' ? 'Ngày bắt đầu' : 'Ngày kết thúc'}>
              <DayInput
                id={`ngay-${which}`}
                value={content[which]?.day ?? visit.held ?? visit.day}
                onChange={(day) => moment(which, { day: day ?? '' })}
              />
            </Field>
          </div>
        ))}
        <Field id="dia-diem" label="Địa điểm">
          <Input
            id="dia-diem"
            maxLength={300}
            value={content.place}
            onChange={({ target }) => put({ place: target.value })}
          />
        </Field>
        <h2>Thành phần</h2>
        <Attendees title="Đoàn kiểm tra" value={content.team} onChange={(team) => put({ team })} />
        <Attendees
          title="Đơn vị được kiểm tra"
          hint="Người đầu tiên ký thay mặt đơn vị."
          value={content.unit}
          onChange={(unit) => put({ unit })}
        />
        <Attendees title="Người chủ trì" one value={[content.chair]} onChange={([chair]) => put({ chair: chair! })} />
        <Attendees
          title="Thư ký"
          one
          value={[content.secretary]}
          onChange={([secretary]) => put({ secretary: secretary! })}
        />
        <h2>Nội dung làm việc</h2>
        <Paragraphs label="Nghe báo cáo và trao đổi" value={content.heard} onChange={(heard) => put({ heard })} />
        <h3>Kết quả kiểm tra theo lĩnh vực</h3>
        {missing.length > 0 && (
          <div className="from-notebook">
            <span className="soon">{missing.length} ghi nhận trong sổ chưa có ở đây.</span>
            <Popconfirm
              title="Lấy lại kết quả từ sổ ghi nhận?"
              description={`Chữ đang có ở ${content.results.length} lĩnh vực được thay bằng ghi nhận trong sổ.`}
              okText="Lấy lại"
              cancelText="Thôi"
              disabled={content.results.length === 0}
              onConfirm={() => put({ results: fresh })}
            >
              <Button {...(content.results.length === 0 ? { onClick: () => put({ results: fresh }) } : {})}>
                Lấy từ sổ ghi nhận
              </Button>
            </Popconfirm>
          </div>
        )}
        {content.results.map(({ area, text }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- areas may stand twice; their order is theirs
          <div key={i} className="result">
            <Select
              aria-label={`Lĩnh vực thứ ${i + 1}`}
              value={area}
              onChange={(code) => put({ results: content.results.with(i, { area: code, text }) })}
              options={known.some(({ value }) => value === area) ? known : [{ value: area, label: area }, ...known]}
            />
            <GrownText
              aria-label={`Kết quả: ${areaName(comparison, area)}`}
              maxLength={20_000}
              value={text}
              onChange={({ target }) => put({ results: content.results.with(i, { area, text: target.value }) })}
            />
            <Button size="small" onClick={() => put({ results: content.results.toSpliced(i, 1) })}>
              Bỏ lĩnh vực này
            </Button>
          </div>
        ))}
        <Button
          onClick={() => put({ results: [...content.results, { area: known[0]?.value ?? 'Nội dung khác', text: '' }] })}
        >
          Thêm lĩnh vực
        </Button>
        <Paragraphs
          label="Ý kiến của đơn vị"
          value={content.unitOpinion}
          onChange={(unitOpinion) => put({ unitOpinion })}
        />
        <Paragraphs
          label="Ý kiến kết luận của người chủ trì"
          value={content.concluding}
          onChange={(concluding) => put({ concluding })}
        />
        <Field id="so-ban" label="Số bản">
          <InputNumber
            id="so-ban"
            min={1}
            max={20}
            precision={0}
            value={content.copies}
            onChange={(copies) => put({ copies: copies ?? 2 })}
          />
        </Field>
        <SignMinutes visit={visit} drafting={drafting} gaps={gaps} unit={inspection.unit.name} />
      </div>
      <MinutesSheet content={content} />
    </div>
  );
}
