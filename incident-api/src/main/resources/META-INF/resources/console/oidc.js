/**
 * Signing in at an OpenID Connect provider: authorization code flow with PKCE (RFC 7636) as a public client. State and
 * verifier wait in this tab's sessionStorage; the answer's state, issuer and nonce are checked.
 */

import { claimsOf } from './session.js';

const PENDING = 'console.sign-in';
const settings = document.body.dataset;

export const hasProvider = () => Boolean(settings.issuer && settings.clientId);

/** The redirect address to register at the provider. */
const here = () => new URL('.', document.baseURI).href;

async function discovered() {
  const address = `${settings.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`The sign-in provider answers ${response.status}.`);
  const provider = await response.json();
  if (provider.issuer !== settings.issuer) throw new Error('The sign-in provider’s issuer differs from the configured one.');
  return provider;
}

export async function beginAtProvider() {
  if (!crypto.subtle) throw new Error('Signing in at the provider needs https.');
  const provider = await discovered();
  const pending = { state: random(), nonce: random(), verifier: random(), hash: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier)));
  const address = new URL(provider.authorization_endpoint);
  const question = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: here(),
    scope: settings.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
  location.assign(address);
}

/** The access token, where this page was opened by the provider's answer; else null. The address is wiped at once. */
export async function answerOfProvider() {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return null;
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', here() + (pending?.hash ?? ''));
  if (!pending || pending.state !== answer.get('state')) throw new Error('This sign-in was not begun here. Try again.');
  if (answer.has('iss') && answer.get('iss') !== settings.issuer) throw new Error('Another provider answered. Try again.');
  if (answer.has('error')) throw new Error(answer.get('error_description') ?? answer.get('error'));
  const provider = await discovered();
  const response = await fetch(provider.token_endpoint, {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: answer.get('code'),
      redirect_uri: here(),
      client_id: settings.clientId,
      code_verifier: pending.verifier,
    }),
    signal: AbortSignal.timeout(10_000),
  });
  const tokens = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(tokens.error_description ?? `The sign-in provider answers ${response.status}.`);
  checkIdentity(claimsOf(tokens.id_token ?? ''), pending.nonce);
  return tokens.access_token;
}

/** The ID token came straight from the provider by TLS, so its signature need not be checked (OIDC Core 3.1.3.7). */
function checkIdentity(claims, nonce) {
  const isOurs = claims
    && claims.iss === settings.issuer
    && [claims.aud].flat().includes(settings.clientId)
    && claims.nonce === nonce
    && claims.exp * 1000 > Date.now() - 120_000;
  if (!isOurs) throw new Error('The provider’s answer does not fit the question. Try again.');
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
