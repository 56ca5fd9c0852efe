import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * Real headers on every answer, scripts and workers included: a meta tag cannot carry frame-ancestors, and a worker obeys
 * the policy of its own file.
 * @param page the built page, whose inline scripts are allowed by their hash
 */
export function contentSecurityPolicy(page: string): string {
  const hashes = [...page.matchAll(inlineScript)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    // zxing is WebAssembly; nothing else is evaluated.
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const hstsSeconds = 365 * 24 * 60 * 60;

export function sendSecurityHeaders(
  app: FastifyInstance,
  { page, tls }: { page: string; tls: boolean },
): void {
  const policy = contentSecurityPolicy(page);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    if (tls) reply.header('strict-transport-security', `max-age=${hstsSeconds}`);
  });
}
