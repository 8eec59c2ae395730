import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { ImportedView } from '../../../api/office/units.ts';
import { Refused } from '../parts/act.tsx';
import { isProblem, newKey } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { sizeOf } from '../parts/size.ts';
import { useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { sendFile } from './send-file.ts';

const columns = [
  ['tên, loại, cấp', 'bắt buộc; cấp là: tỉnh, xã, trung ương, trụ sở'],
  ['mã', 'để trống thì lấy theo tên; có rồi thì sửa đơn vị ấy'],
  ['viết tắt', 'nhiều tên cách nhau dấu |'],
  ['trực thuộc, chủ quản, cấp trên', 'mã của đơn vị kia'],
  ['ngành dọc', 'có, hoặc để trống'],
  ['từ ngày, đến ngày', '01/3/2025'],
  ['đầu mối, thư đầu mối, điện thoại đầu mối', 'người đang giữ được thay từ hôm nay'],
  ['thủ trưởng, thư thủ trưởng', 'như trên'],
] as const;

/** A list of units from a file: first what it would do, row by row, then done all at once or not at all. */
export function UnitImportPage() {
  const may = useMay();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const key = useRef(newKey());
  const check = useMutation({
    mutationFn: (chosen: File) => sendFile<ImportedView>('/units/import?check=true', chosen, newKey()),
  });
  const bring = useMutation({
    mutationFn: (chosen: File) => sendFile<ImportedView>('/units/import', chosen, key.current),
    onSuccess: () => queries.invalidateQueries(),
  });
  const choose = (chosen: File) => {
    key.current = newKey();
    setFile(chosen);
    bring.reset();
    check.mutate(chosen);
  };
  const nothingNew = check.data && check.data.created + check.data.changed + check.data.people === 0;
  return (
    <OfficeFrame
      title="Nhập, xuất danh mục đơn vị"
      up={<Link to="/quan-tri/don-vi">Đơn vị</Link>}
      lead="Tệp Excel (.xlsx) hoặc CSV (UTF-8). Một dòng sai thì chưa dòng nào được nhập."
    >
      <div className="office-panel">
        <h2>1. Lấy tệp đang có, sửa trong Excel</h2>
        <p>
          <a className="like-button" href="/api/units/export" download>
            Tải danh mục hiện nay (.xlsx)
          </a>
        </p>
        <details>
          <summary>Các cột của tệp</summary>
          <dl className="office-facts">
            {columns.map(([name, says]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
          <p className="soft">Cột không có trong tệp thì giữ như đang có; ô trống là bỏ.</p>
        </details>
        <h2>2. Chọn tệp đã sửa</h2>
        <label htmlFor="tep-don-vi">Tệp danh mục đơn vị</label>
        <input
          id="tep-don-vi"
          type="file"
          accept=".xlsx,.csv"
          disabled={!may('change-units') || !may('change-people')}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) choose(chosen);
            target.value = '';
          }}
        />
        {file && (
          <p className="soft" role="status">
            {file.name} · {sizeOf(file.size)}
            {check.isPending && ' · đang đọc…'}
          </p>
        )}
      </div>
      {check.isError && <Wrong error={check.error} />}
      {check.data && !bring.data && (
        <>
          <h2>3. Xem rồi nhập</h2>
          <p className="lead">
            Thêm {check.data.created} đơn vị, sửa {check.data.changed}, giữ nguyên {check.data.unchanged}
            {check.data.people > 0 && <>; tệp nêu {check.data.people} đầu mối, thủ trưởng</>}.
          </p>
          {(check.data.rows ?? []).length > 0 && (
            <Rows
              caption="Sẽ thêm và sửa"
              rows={check.data.rows ?? []}
              keyOf={({ line }) => String(line)}
              columns={[
                {
                  head: 'Đơn vị',
                  cell: ({ name, id }) => (
                    <>
                      {name}
                      <span className="under">{id}</span>
                    </>
                  ),
                },
                { head: 'Dòng', cell: ({ line }) => line, figures: true },
                {
                  head: 'Sẽ',
                  cell: ({ what, columns: differing }) =>
                    what === 'created' ? 'thêm mới' : `sửa ${differing.join(', ')}`,
                },
              ]}
            />
          )}
          <p className="more">
            <Button
              type="primary"
              disabled={nothingNew === true}
              loading={bring.isPending}
              onClick={() => file && bring.mutate(file)}
            >
              Nhập {check.data.created + check.data.changed} đơn vị
            </Button>{' '}
            {nothingNew && <span className="soft">Tệp không khác gì danh mục hiện nay.</span>}
          </p>
          {bring.isError && <Refused error={bring.error} />}
        </>
      )}
      {bring.data && (
        <div className="office-answer good" role="status">
          <p>
            Đã nhập: thêm {bring.data.created} đơn vị, sửa {bring.data.changed}, giữ nguyên {bring.data.unchanged}; thêm
            hoặc thay {bring.data.people} đầu mối, thủ trưởng.
          </p>
          <Link to="/quan-tri/don-vi">Xem danh mục</Link>
        </div>
      )}
    </OfficeFrame>
  );
}

/** Every wrong place of the file by its row, as one would look it up in Excel. */
function Wrong({ error }: { error: Error }) {
  const errors = isProblem(error) ? error.refused.errors : [];
  if (errors.length === 0) return <Refused error={error} />;
  return (
    <>
      <div className="office-answer bad" role="alert">
        <p>Chưa nhập dòng nào: tệp có {errors.length} chỗ cần sửa. Sửa trong tệp rồi chọn lại.</p>
      </div>
      <Rows
        caption="Những chỗ cần sửa trong tệp"
        rows={errors.map((one, n) => ({ ...one, n }))}
        keyOf={({ n }) => String(n)}
        columns={[
          { head: 'Ở đâu', cell: ({ at }) => at },
          { head: 'Cần sửa', cell: ({ sentence }) => sentence },
        ]}
      />
    </>
  );
}
