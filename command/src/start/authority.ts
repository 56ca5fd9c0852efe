import 'reflect-metadata'; // before the library: its parts find each other by it
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { reachExtension, reaches } from './authority-reach.ts';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
/** Long enough for a pilot; after it the phones have to trust a new one. */
const AUTHORITY_LIFETIME_DAYS = 365;
/** iOS refuses certificates that live longer than 825 days; ours is made anew at every start anyway. */
const LEAF_LIFETIME_DAYS = 90;
/** Phones' clocks are seldom exact. */
const CLOCK_SLACK_MS = DAY_MS;

export interface Authority {
  certificate: X509Certificate;
  key: webcrypto.CryptoKey;
}

/**
 * The local authority of a data folder for a computer at this IPv4 address: read from `directory`, or made there (key
 * 0600) if it is missing, has run out or does not reach the address.
 */
export async function readOrMakeAuthority(directory: string, ip: string): Promise<Authority> {
  const keyPath = join(directory, 'authority.key');
  const certificatePath = join(directory, 'authority.crt');
  const [key, certificate] = await Promise.all(
    [keyPath, certificatePath].map((path) => readFile(path, 'utf8').catch(() => null)),
  );
  if (key && certificate) {
    const kept = { certificate: new X509Certificate(certificate), key: await importKey(key) };
    const lasts = kept.certificate.notAfter.getTime() > Date.now() + LEAF_LIFETIME_DAYS * DAY_MS;
    if (lasts && reaches(kept.certificate, ip)) return kept;
  }
  const made = await makeAuthority(ip);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(keyPath, await exportKey(made.key), { mode: 0o600 });
  await writeFile(certificatePath, made.certificate.toString('pem'));
  return made;
}

async function makeAuthority(ip: string): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Kumoh Pay ${new Date().toISOString().slice(0, 10)}`,
    ...validity(AUTHORITY_LIFETIME_DAYS),
    signingAlgorithm: EC,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true), // may sign leaves, and no further authority
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      reachExtension(ip),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

/** A certificate of the authority for these names and IP addresses, as PEM texts for a TLS server. */
export async function makeLeaf(
  authority: Authority,
  hosts: { names: string[]; ips: string[] },
): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Kumoh Pay',
    issuer: authority.certificate.subject,
    ...validity(LEAF_LIFETIME_DAYS),
    signingAlgorithm: EC,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...hosts.names.map((value) => ({ type: 'dns' as const, value })),
        ...hosts.ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ],
  });
  return { key: await exportKey(keys.privateKey), cert: certificate.toString('pem') };
}

/** 127 random bits, positive. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('hex');
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - CLOCK_SLACK_MS), notAfter: new Date(now + days * DAY_MS) };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), EC, true, ['sign']);
}
