/** How a phone comes to trust this computer, in three steps, in both languages. */
export function guidePage({
  wallet,
  counter,
  console: office,
}: Record<'wallet' | 'counter' | 'console', string>): string {
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>Kumoh Pay</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 0 auto; padding: 24px 16px; word-break: keep-all; }
h1 { font-size: 24px; } li { margin: 16px 0; } small { display: block; font-size: 15px; }
a.step { display: inline-block; padding: 12px 20px; border-radius: 12px; background: #1849d6; color: #fff; text-decoration: none; }
</style></head><body>
<h1>이 휴대전화에서 Kumoh Pay 열기 · Kumoh Pay on this phone</h1>
<p>카메라와 보안 키는 믿을 수 있는 주소에서만 쓸 수 있어요. 이 컴퓨터를 한 번만 믿게 해 주세요.
<small>Cameras and keys work only at an address the phone trusts. Let it trust this computer, once.</small></p>
<ol>
<li><a class="step" href="/kumoh-pay.crt">인증서 받기 · Get the certificate</a>
<small>나중에 지울 수 있어요. · It can be removed later.</small></li>
<li><b>iPhone</b>: 설정 → 프로필이 다운로드됨 → 설치, 그다음 설정 → 일반 → 정보 → 인증서 신뢰 설정에서 Kumoh Pay를 켜세요.
<small>Settings → Profile Downloaded → Install, then General → About → Certificate Trust Settings: switch on Kumoh Pay.</small>
<b>Android</b>: 설정 → 보안 → 암호화 및 사용자 인증 정보 → 인증서 설치 → CA 인증서에서 받은 파일을 고르세요.
<small>Settings → Security → Encryption and credentials → Install a certificate → CA certificate, and pick the file.</small></li>
<li>여세요 · Open: <a href="${wallet}">지갑 · Wallet</a>, <a href="${counter}">계산대 · Counter</a>, <a href="${office}">관리 · Console</a></li>
</ol>
<p><small>시연이 끝나면 인증서를 지우세요. 그 열쇠는 이 컴퓨터의 데이터 폴더에 있어요.
<br>Remove the certificate after the trial: its key lies in this computer's data folder.</small></p>
</body></html>
`;
}
