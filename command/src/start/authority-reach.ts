import { BlockList } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import { Extension, type X509Certificate } from '@peculiar/x509';

/** Addresses that mean a computer nearby and never a site: loopback, RFC 1918 and RFC 3927. */
const nearby = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'];

/**
 * What an authority may speak for (RFC 5280, 4.2.1.10): localhost, addresses nearby and this computer's own, which on a
 * campus may be a public one. So its stolen key poses as no bank to the phones that trust it.
 */
export function reachExtension(ip: string): Extension {
  const names = [
    new GeneralName({ dNSName: 'localhost' }),
    ...[...nearby, `${ip}/32`].map((range) => new GeneralName({ iPAddress: range })),
  ];
  const permittedSubtrees = new GeneralSubtrees(names.map((base) => new GeneralSubtree({ base })));
  return new Extension(
    id_ce_nameConstraints,
    true,
    AsnConvert.serialize(new NameConstraints({ permittedSubtrees })),
  );
}

/** Whether a phone that trusts this authority would take its word for the address. One without bounds reaches too far to be kept. */
export function reaches(authority: X509Certificate, ip: string): boolean {
  const found = authority.getExtension(id_ce_nameConstraints);
  if (found === null) return false;
  const ranges = new BlockList();
  for (const { base } of AsnConvert.parse(found.value, NameConstraints).permittedSubtrees ?? []) {
    const [address, prefix] = (base.iPAddress ?? '').split('/');
    if (address && prefix) ranges.addSubnet(address, Number(prefix), 'ipv4');
  }
  return ranges.check(ip, 'ipv4');
}
