import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { OfficeView } from '../../../api/office/office.ts';
import { vnTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { Refused, showAtFields, useAct } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { instantOf } from '../parts/instant.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { given } from './given.ts';
import { PublicProgressFields } from './public-progress.tsx';
import { authorityOf, SignerFields, signerValues } from './signers.tsx';
import type { SignerValues } from './signers.tsx';

interface Values extends Pick<OfficeView, 'organ' | 'letterhead' | 'divisionName' | 'phone' | 'publicProgress'> {
  signers: SignerValues[];
  workingHours: { from: string; morning: [string, string]; afternoon: [string, string] }[];
}

const needed = { required: true, message: 'Còn thiếu.' };
const clockRule = { pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/, message: 'Hãy ghi giờ như 07:30.' };

/** What the office says of itself: on its papers, under its letters, and when it works. */
export function AgencyPage() {
  const [savedAt, setSavedAt] = useState<Instant>();
  const office = useQuery({
    queryKey: ['/office'],
    queryFn: ({ signal }) => ask<OfficeView>('/office', { signal }),
  });
  if (office.isPending) return <Loading what="thông tin của cơ quan" />;
  if (office.isError) return <Failed error={office.error} again={() => void office.refetch()} />;
  return <Agency key={office.data.version} office={office.data} savedAt={savedAt} saved={setSavedAt} />;
}

/** The form is begun anew with each version that is read. */
function Agency({
  office,
  savedAt,
  saved,
}: {
  office: OfficeView;
  savedAt: Instant | undefined;
  saved: (at: Instant | undefined) => void;
}) {
  const may = useMay();
  const [form] = Form.useForm<Values>();
  const [touched, setTouched] = useState(false);
  const save = useAct<OfficeView>({ path: '/office', method: 'PUT' });
  const barred = may('administer') ? undefined : onlyFor('administer');
  const put = async ({ signers, letterhead, publicProgress, ...rest }: Values) => {
    try {
      await save.mutateAsync({
        ...rest,
        phone: rest.phone ?? '',
        // while the rounds are still being read, those chosen stay
        publicProgress: { rounds: office.publicProgress?.rounds ?? [], on: false, ...publicProgress },
        letterhead: given(letterhead),
        signers: Object.fromEntries(
          (signers ?? []).map((signer) => [
            signer.person,
            { authority: authorityOf(signer), ...(signer.shownPost ? { post: signer.shownPost } : {}) },
          ]),
        ),
        base: office.version,
      });
      saved(instantOf(Date.now()));
    } catch (error) {
      if (isProblem(error)) showAtFields(form, error.refused.errors);
    }
  };
  return (
    <OfficeFrame
      title="Cơ quan"
      lead="In trên văn bản soạn từ nay; văn bản đã trình giữ như lúc trình. Điện thoại đứng cuối mọi lá thư."
    >
      <Form<Values>
        form={form}
        layout="vertical"
        disabled={barred !== undefined}
        initialValues={{ publicProgress: { on: false, rounds: [] }, ...office, signers: signerValues(office.signers) }}
        onValuesChange={() => {
          setTouched(true);
        }}
        onFinish={(values) => void put(values)}
        scrollToFirstError
      >
        <div className="office-panel">
          <h2>Đầu văn bản</h2>
          <Form.Item name={['letterhead', 'parentOrgan']} label="Cơ quan chủ quản">
            <Input placeholder="UBND tỉnh Hương Giang" autoComplete="off" />
          </Form.Item>
          <Form.Item
            name={['letterhead', 'organ']}
            label="Tên cơ quan"
            rules={[needed]}
            extra="Ghi như trong câu, không viết hoa cả tên."
          >
            <Input autoComplete="off" />
          </Form.Item>
          <div className="side-by-side">
            <Form.Item name="organ" label="Ký hiệu cơ quan" rules={[needed]} extra="Như SNV trong 05/TB-SNV.">
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name={['letterhead', 'place']} label="Địa danh" rules={[needed]}>
              <Input autoComplete="off" />
            </Form.Item>
          </div>
          <Form.Item name={['letterhead', 'address']} label="Địa chỉ">
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name={['letterhead', 'phone']} label="Điện thoại in trên văn bản">
            <Input autoComplete="off" />
          </Form.Item>
        </div>
        <div className="office-panel">
          <h2>Phòng chuyên môn</h2>
          <Form.Item
            name="divisionName"
            label="Tên phòng"
            rules={[needed]}
            extra="Người gửi của mọi lá thư; chữ đầu vào ký hiệu công văn."
          >
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="phone" label="Điện thoại cuối thư" extra="Đơn vị chưa rõ thì gọi số này.">
            <Input autoComplete="off" />
          </Form.Item>
        </div>
        <h2>Người ký</h2>
        <p className="soft">Ai ký văn bản và ký với tư cách gì. Vai trò người ký được giao ở trang Phân công.</p>
        <SignerFields />
        <h2>Giờ làm việc</h2>
        <p className="soft">
          Thư nhắc đi lúc 08:00 đến 08:09 mỗi sáng làm việc; thư khác chỉ đi trong giờ làm việc. Đổi giờ thì thêm một
          dòng từ ngày áp dụng.
        </p>
        <Form.List name="workingHours">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset className="entry" key={key}>
                  <legend>Giờ làm việc {name + 1}</legend>
                  <div className="side-by-side">
                    <Form.Item name={[name, 'from']} label="Áp dụng từ ngày" rules={[needed, dayRule]}>
                      <DayInput />
                    </Form.Item>
                    <Form.Item name={[name, 'morning', 0]} label="Sáng từ" rules={[needed, clockRule]}>
                      <Input inputMode="numeric" />
                    </Form.Item>
                    <Form.Item name={[name, 'morning', 1]} label="Sáng đến" rules={[needed, clockRule]}>
                      <Input inputMode="numeric" />
                    </Form.Item>
                    <Form.Item name={[name, 'afternoon', 0]} label="Chiều từ" rules={[needed, clockRule]}>
                      <Input inputMode="numeric" />
                    </Form.Item>
                    <Form.Item name={[name, 'afternoon', 1]} label="Chiều đến" rules={[needed, clockRule]}>
                      <Input inputMode="numeric" />
                    </Form.Item>
                  </div>
                  {fields.length > 1 && (
                    <Button className="drop" size="small" onClick={() => remove(name)}>
                      Bỏ giờ làm việc {name + 1}
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button onClick={() => add({ morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] })}>
                Thêm giờ làm việc từ một ngày
              </Button>
            </>
          )}
        </Form.List>
        <PublicProgressFields saved={office.publicProgress} />
        {save.isError && (
          <div className="more">
            <Refused error={save.error} except={form} />
          </div>
        )}
        <p className="more">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            Lưu
          </Button>{' '}
          <span className="soft" role="status">
            {barred ??
              (touched ? 'Chưa lưu những chỗ vừa sửa.' : savedAt === undefined ? '' : `Đã lưu ${vnTime(savedAt)}`)}
          </span>
        </p>
      </Form>
    </OfficeFrame>
  );
}
