import { Command } from 'nest-commander';
import { cliLanguage, say } from '../speech.js';
import { homeOf, keepSession, signIn } from '../session.js';
import { DEFAULT_URL, required, ServiceVerb, type ServiceOptions } from '../verb.js';

@Command({ name: 'sign-in', arguments: '[user]', description: say('help.signIn') })
export class SignInVerb extends ServiceVerb {
  async run([stated]: string[], options: ServiceOptions): Promise<void> {
    const user = required(stated ?? options.as, 'USER');
    const { url = DEFAULT_URL, role, password } = options;
    const wish = {
      url,
      language: cliLanguage,
      user,
      usualUser: user,
      ...(role && { role }),
      ...(password && { password }),
    };
    const signedIn = await signIn(wish, process.env);
    keepSession(homeOf(process.env), url, signedIn);
    const { token: _token, ...shown } = signedIn;
    this.show(options, shown, () =>
      say('signIn.done', { user, role: signedIn.role, until: signedIn.expiresAt }),
    );
  }
}
