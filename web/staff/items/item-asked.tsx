import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ItemOut } from '../../../api/items/item-around.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { bare } from '../work/where.ts';
import { capital } from './item-search.ts';

/** What is asked, by which paper, of which finding, and by whom it is to be done. */
export function Asked({ item }: { item: ItemOut }) {
  const { paper, requirement, findings, areaName, kindWords, recurs, meetsWith, twins, carriedTo } = item;
  const { proof, responsible, target, cooperates } = requirement;
  const facts: [string, ReactNode][] = [
    [
      'Văn bản yêu cầu',
      // the papers' own room answers this address
      <a key="paper" href={`/van-ban/${encodeURIComponent(bare(paper.id))}`}>
        {paper.name}
      </a>,
    ],
    ['Tồn tại phải khắc phục', findings.length > 0 && <List all={findings.map(({ text }) => text)} />],
    ['Lĩnh vực', areaName],
    [
      'Loại',
      `${capital(kindWords)}${recurs ? `, mỗi ${recurs.every === 'month' ? 'tháng' : 'quý'} đến ${vnDay(recurs.until as never)}` : ''}`,
    ],
    ['Chỉ tiêu phải đạt', target && `${vnNumber(target.percent)}% ${target.of}`],
    ['Sản phẩm, tài liệu phải nộp', proof],
    ['Người chịu trách nhiệm', responsible],
    ['Cơ quan phối hợp', cooperates && cooperates.map(({ name }) => name).join(', ')],
    [
      'Đã có tại văn bản trước',
      meetsWith && (
        <Link to="/viec/$item" params={{ item: meetsWith.id }}>
          {meetsWith.paper}: một báo cáo đáp ứng cả hai
        </Link>
      ),
    ],
    [
      'Kết thúc cùng nội dung này',
      twins.length > 0 && (
        <ul>
          {twins.map((twin) => (
            <li key={twin}>
              <Link to="/viec/$item" params={{ item: twin }}>
                Nội dung của văn bản sau
              </Link>
            </li>
          ))}
        </ul>
      ),
    ],
    ['Chuyển theo dõi', carriedTo],
  ];
  return (
    <section className="item-panel" aria-labelledby="yeu-cau">
      <h2 id="yeu-cau">Yêu cầu</h2>
      <dl className="item-facts">
        {facts.map(([name, value]) =>
          value === undefined || value === false || value === '' ? undefined : (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

const List = ({ all }: { all: string[] }) => (
  <ul>
    {all.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);
