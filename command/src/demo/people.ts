import type { OrderOf } from '@kumoh-pay/domain';

/** Who lives on the demo campus. All of it is made up; the mail domain is reserved for examples. */

const mailDomain = 'kumoh.example';
export const demoMailDomains = [mailDomain];

/** For everybody on the demo campus: long enough for officers, and easy to type in any keyboard mode. */
export const demoPassword = 'blue lake in spring';

const memberNames = [
  ['김민준', 'minjun.kim'],
  ['이서연', 'seoyeon.lee'],
  ['박지호', 'jiho.park'],
  ['최수아', 'sua.choi'],
  ['정예준', 'yejun.jung'],
  ['강하윤', 'hayoon.kang'],
  ['조도윤', 'doyoon.cho'],
  ['윤서준', 'seojun.yoon'],
  ['장지우', 'jiwoo.jang'],
  ['임채원', 'chaewon.lim'],
  ['한시우', 'siwoo.han'],
  ['오유진', 'yujin.oh'],
  ['서주원', 'juwon.seo'],
  ['신다은', 'daeun.shin'],
  ['권현우', 'hyunwoo.kwon'],
  ['황지민', 'jimin.hwang'],
  ['안준서', 'junseo.ahn'],
  ['송소율', 'soyul.song'],
  ['류건우', 'gunwoo.ryu'],
  ['전민서', 'minseo.jeon'],
  ['홍은우', 'eunwoo.hong'],
  ['고나은', 'naeun.ko'],
  ['문선우', 'sunwoo.moon'],
  ['양수빈', 'subin.yang'],
  ['손태민', 'taemin.son'],
  ['배가은', 'gaeun.bae'],
  ['백승현', 'seunghyun.baek'],
  ['허지아', 'jia.heo'],
  ['남도현', 'dohyun.nam'],
  ['심예린', 'yerin.shim'],
] as const;

/** On the roster and not signed up yet: whoever wants to see the sign-up from its beginning is one of these. */
const newcomerNames = [
  ['노아름', 'areum.noh'],
  ['하준영', 'junyoung.ha'],
  ['곽민지', 'minji.kwak'],
  ['성재윤', 'jaeyoon.sung'],
] as const;

const firstYear = 2021;
const years = 6;
const student = ([name, box]: readonly [string, string], place: number) => ({
  name,
  studentNumber: `${firstYear + (place % years)}${String(1037 + 53 * place).padStart(4, '0')}`,
  mail: `${box}@${mailDomain}`,
});
export const demoStudents = memberNames.map(student);
export const demoNewcomers = newcomerNames.map((name, place) => student(name, memberNames.length + place));

type Role = OrderOf<'appointOfficer'>['body']['officer']['roles'][number];
/** Three approvers, so that whoever records a payout has neither prepared nor approved it. Roles ascending. */
export const demoOfficers: { name: string; mail: string; roles: Role[] }[] = [
  { name: '박정우', mail: `jungwoo.park@${mailDomain}`, roles: ['approver', 'issuer'] },
  { name: '김하늘', mail: `haneul.kim@${mailDomain}`, roles: ['approver', 'registrar'] },
  { name: '이수진', mail: `sujin.lee@${mailDomain}`, roles: ['approver', 'auditor'] },
  { name: '정다혜', mail: `dahye.jung@${mailDomain}`, roles: ['issuer', 'registrar'] },
];
export const demoStandIns = ['데모 대역 1', '데모 대역 2'].map((name, place) => ({
  name,
  mail: `stand-in-${place + 1}@${mailDomain}`,
}));

/** The same at each shop, shown on the pairing page. */
export const demoPins = { manager: '4826', cashier: '7391' } as const;
