/** What people type first, without the digits and signs that they put behind it; and rows of the keyboard, also in Hangul mode. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwords passwort passw passwordpassword pass admin administrator adminadmin root toor user guest login welcome letmein
  iloveyou loveyou iloveme sunshine princess monkey dragon shadow master superman batman football baseball basketball soccer hello
  hellohello helloworld whatever trustno trustnoone freedom michael jennifer jordan charlie computer internet secret changeme
  changemenow default test testtest tester testing temp temporary qwerty qwertyuiop qwertyui qwertyqwerty qwertz azerty asdf asdfasdf
  asdfghjkl asdfgh zxcvbn zxcvbnm qazwsx qazwsxedc qazwsxedcrfv wsxedc qweasd qweasdzxc qwer qwerasdf qwerasdfzxcv qwerqwer asdfqwer
  qwe asd zxc abc abcd abcde abcdef abcabc abcdabcd google naver kakao daum samsung apple korea seoul kumoh kumohpay kumohtech
  university student students campus school college computerscience starwars pokemon naruto chelsea liverpool arsenal
  비밀번호 암호 안녕 안녕하세요 사랑해 사랑해요 대한민국 금오공대 금오공과대학교 학생 관리자 우리나라 홍길동
  dkssud dkssudgktpdy tkfkdgo tkfkdgody qlalfqjsgh rmadhrhdeo eogksalsrnr gkrtod rhksflwk ghdrlfehd tkrhkrktkgo
  qwertyqwe ilovekorea iloveseoul chicken pizza hamburger banana orange cheese coffee summer winter autumn spring
  monday friday january december november october september august mustang ferrari porsche mercedes corvette
  qeqe qwqw zaqxsw zaqwsx xsw qaz wsx edc rfv tgb yhn ujm poiuytrewq lkjhgfdsa mnbvcxz mnbvcxzlkjhgfdsapoiuytrewq
  qqwweerrtt aabbccdd aabbccddee letmeinnow welcomehome welcomeback passwordadmin adminpassword mypassword thepassword newpassword
  yourpassword nopassword correcthorsebatterystaple correcthorse batterystaple`.split(/\s+/),
);
