/**
 * Who is signed in. The token is kept in this tab's sessionStorage only, and is sent in a header only.
 */

const KEY = 'console.token';
const bus = new EventTarget();

let token = sessionStorage.getItem(KEY);
let me = null;

export const session = {
  get token() {
    return token;
  },
  get me() {
    return me;
  },
  get isOperator() {
    return me?.groups.includes('operator') ?? false;
  },
  get isAdmin() {
    return me?.groups.includes('admin') ?? false;
  },
  /** Milliseconds until the token is refused. */
  get left() {
    return me?.expires_at ? new Date(me.expires_at).getTime() - Date.now() : Infinity;
  },

  /** Asks the service whom it takes this token for; a rejected promise says why it is no good. */
  async begin(candidate) {
    const response = await fetch(new URL('v1/me', document.baseURI), {
      headers: { Authorization: `Bearer ${candidate}` },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status === 401) throw new Error(whyRefused(candidate));
    if (response.status === 403) throw new Error('This token is valid, but its groups may not use the console: viewer, operator or admin is required.');
    if (!response.ok) throw new Error(`The service answers ${response.status}; try again in a moment.`);
    me = await response.json();
    token = candidate;
    sessionStorage.setItem(KEY, candidate);
    bus.dispatchEvent(new Event('change'));
  },

  /** The service refused the token that was good before. What is typed stays. */
  runOut() {
    if (!token) return;
    token = null;
    sessionStorage.removeItem(KEY);
    this.askAgain();
  },

  askAgain() {
    bus.dispatchEvent(new Event('out'));
  },

  end() {
    token = null;
    me = null;
    sessionStorage.clear();
    bus.dispatchEvent(new Event('change'));
  },

  on(what, listener) {
    bus.addEventListener(what, listener);
  },
};

/** What can be told from the token itself; the service does not say why it refuses one. */
function whyRefused(candidate) {
  const claims = claimsOf(candidate);
  if (!claims) return 'This is no token: a token has three parts separated by dots.';
  if (claims.exp && claims.exp * 1000 < Date.now()) {
    return `This token expired on ${new Date(claims.exp * 1000).toLocaleString('en-US')}. Create a new one.`;
  }
  return 'The service does not accept this token: it was signed by another key, or made for another service.';
}

/** The claims of a token, unverified; null where it is none. */
export function claimsOf(candidate) {
  try {
    const [, payload] = candidate.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
