import { Button, Form, Input } from 'antd';
import { citation, readPaperSymbol } from '../../../domain/paper-symbol.ts';
import type { RelatedPaper } from '../../../domain/paper-symbol.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { useKeptState } from '../parts/kept-fields.ts';
import { Dialog } from './dialog.tsx';
import { at, usePlan } from './plan-context.ts';
import { withoutKey } from './without-key.ts';

/** What was left blank is not there. */
const said = (paper: RelatedPaper): RelatedPaper =>
  Object.fromEntries(Object.entries(paper).filter(([, value]) => value !== undefined && value !== '')) as never;

/** Papers of others the round belongs with, each cited as it will be printed. */
export function RelatedPapers() {
  const { plan, change, places, closed, round } = usePlan();
  const [adding, setAdding] = useKeptState<true>(`plan:${round}:related-open`);
  const related = plan.related ?? [];
  const set = (next: RelatedPaper[]) =>
    change((now) => (next.length === 0 ? withoutKey(now, 'related') : { ...now, related: next }));
  return (
    <>
      <h2>Văn bản liên quan</h2>
      {related.length === 0 ? (
        <p className="soft">Chưa có. Ghi ở đây văn bản của nơi khác mà đợt này thực hiện hoặc trả lời.</p>
      ) : (
        <ul className="bases">
          {related.map((paper, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a citation has no other name than its place
            <li key={i}>
              <span>{citation(paper)}</span>
              <Button
                aria-label={`Bỏ ${paper.type} ${paper.asWritten}`}
                disabled={closed !== undefined}
                onClick={() => set(related.filter((_, n) => n !== i))}
              >
                Bỏ
              </Button>
              {at(places, `related[${i}].asWritten`).map(({ sentence }) => (
                <p className="late" role="alert" key={sentence}>
                  {sentence}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <Button onClick={() => setAdding(true)}>Thêm văn bản liên quan</Button>
      <Dialog<RelatedPaper>
        title="Thêm văn bản liên quan"
        keptAs={`plan:${round}:related`}
        open={adding === true && closed === undefined}
        initial={{ type: 'Công văn' }}
        confirm="Thêm"
        left={() => setAdding(undefined)}
        done={(paper) => {
          set([...related, said(paper)]);
          setAdding(undefined);
        }}
      >
        <Form.Item name="type" label="Loại văn bản" rules={[{ required: true, message: 'Hãy ghi loại văn bản.' }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="asWritten"
          label="Số và ký hiệu"
          rules={[
            {
              validator: (_rule, text: string | undefined) =>
                readPaperSymbol(text ?? '')
                  ? Promise.resolve()
                  : Promise.reject(new Error('Hãy ghi số và ký hiệu, như 1770/UBND-KSTT.')),
            },
          ]}
        >
          <Input maxLength={80} placeholder="1770/UBND-KSTT" />
        </Form.Item>
        <Form.Item name="on" label="Ngày" rules={[dayRule]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="issuer" label="Cơ quan ban hành">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="about" label="Trích yếu">
          <Input maxLength={500} placeholder="về việc …" />
        </Form.Item>
      </Dialog>
    </>
  );
}
