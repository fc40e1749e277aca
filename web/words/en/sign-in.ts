/** What is said to somebody who could not be signed in or out, and what to do now. */
import type { SignInReason } from '#identity/sign-in';

export const signIn = {
  outTitle: 'You are signed out',
  out: 'To go on, sign in again.',
  outLost: 'You were signed out already, so nothing was saved. Go back in your browser to copy what you typed, then sign in again.',
  outKept: 'You were away too long, so you are signed out. What you typed is kept for a day: sign in again, and it is there.',
  outAtIssuer: 'On a computer that others use: sign out of the sign-in service too',
  refused: {
    lost: {
      title: 'This sign-in was not finished here',
      text: 'It was begun in another browser or window, or its cookie is gone. Nothing is wrong with your account. Sign in again.',
    },
    expired: { title: 'That took too long', text: 'A sign-in has to be finished within ten minutes. Sign in again.' },
    cancelled: { title: 'You are not signed in', text: 'The sign-in was stopped before it was finished. Sign in again when you are ready.' },
    'code-refused': { title: 'This sign-in was used before', text: 'A sign-in works once. Sign in again.' },
    'issuer-down': {
      title: 'Signing in is not possible at the moment',
      text: 'The sign-in service does not answer. Try again in a few minutes. Whoever is signed in stays signed in.',
    },
    'issuer-refused': {
      title: 'Signing in is not possible at the moment',
      text: 'The sign-in service refused. Try again; if it stays so, tell whoever runs this hub: they are told of it too.',
    },
    clock: {
      title: 'Signing in is not possible at the moment',
      text: 'The clocks of the hub and of the sign-in service differ. Try again in a few minutes; whoever runs this hub is told of it.',
    },
    'token-wrong': {
      title: 'Signing in is not possible at the moment',
      text: 'What the sign-in service said could not be trusted. Try again; if it stays so, tell whoever runs this hub: they are told of it too.',
    },
    'mail-not-verified': {
      title: 'Your e-mail address is not confirmed',
      text: 'Confirm it by the message that the sign-in service sent you, then sign in again. If you have no message, ask your manager.',
    },
    'unknown-user': {
      title: 'This hub does not know you',
      text: 'You are signed in, but by an e-mail address that has no place in this hub. Ask your manager to add it, or sign in by another address.',
    },
    disabled: { title: 'Your access was ended', text: 'Your place in this hub is switched off. If that is a mistake, ask your manager.' },
    'form-not-ours': {
      title: 'You are still signed in',
      text: 'The page you pressed the button on belongs to an earlier sign-in. Go to the start page and sign out from there.',
    },
  } satisfies Record<SignInReason, { title: string; text: string }>,
} as const;
