import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPublication } from '../package/publication.ts';
import { root } from '../set-up/run.mjs';
import type { Check } from './check.ts';

/** What packages are made from. */
export const sourceChecks: readonly Check[] = [
  {
    name: 'The publisher is written down as the app and the packager read it',
    run: () => void readPublication(),
  },
  {
    name: 'A macOS app gets the one right that Electron needs',
    run: () => {
      const text = readFileSync(join(root, 'resources/mac/entitlements.plist'), 'utf8');
      const body =
        /^<\?xml[^>]+\?>\s*<!DOCTYPE plist [^>]+>\s*<plist version="1\.0">\s*<dict>([^]*)<\/dict>\s*<\/plist>\s*$/.exec(
          text,
        )?.[1] ?? '';
      const entries = [...body.matchAll(/<key>([\w.-]+)<\/key>\s*<true\/>/g)];
      assert.deepEqual(
        entries.map(([, key]) => key),
        ['com.apple.security.cs.allow-jit'],
      );
      assert.equal(body.replaceAll(/<key>[\w.-]+<\/key>\s*<true\/>/g, '').trim(), '');
    },
  },
  {
    name: 'There is an icon of every size, and each is as large as its name says',
    run: () => {
      const folder = join(root, 'resources/icon');
      const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
      const sizes = names.map((name) => {
        const { width, height } = pngSize(join(folder, name));
        assert.equal(`${width}x${height}.png`, name);
        return width;
      });
      assert.deepEqual(
        sizes.toSorted((a, b) => a - b),
        [16, 32, 48, 64, 128, 256, 512, 1024],
      );
    },
  },
  {
    name: 'The own part of the Windows installer compiles',
    tools: ['makensis'],
    run: () => {
      const work = mkdtempSync(join(tmpdir(), 'parley-nsis-'));
      try {
        const script = join(work, 'installer.nsi');
        // A byte order mark: as electron-builder tells the compiler, the text is UTF-8.
        writeFileSync(script, `\uFEFF${installerAround(join(work, 'installer.exe'))}`);
        execFileSync('makensis', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', script], {
          encoding: 'utf8',
        });
      } finally {
        rmSync(work, { recursive: true });
      }
    },
  },
];

function pngSize(file: string): { readonly width: number; readonly height: number } {
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG', file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** An installer with the places in it where electron-builder's own inserts these macros. */
function installerAround(output: string): string {
  return `
Unicode true
Name "Parley"
OutFile "${output}"
RequestExecutionLevel user
!define APP_FILENAME "parley"
!define APP_EXECUTABLE_FILENAME "Parley.exe"
!include MUI2.nsh
!include FileFunc.nsh
Var isForceCurrentInstall
!macro _isUpdated _a _b _t _f
  \${GetParameters} $R9
  \${GetOptions} $R9 "--updated" $R8
  IfErrors \`\${_f}\` \`\${_t}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
!include "${join(root, 'resources/windows/installer.nsh')}"
!insertmacro customPageAfterChangeDir
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Russian"
Function .onInit
  !insertmacro customInit
  !insertmacro customInstallMode
FunctionEnd
Section "install"
  WriteUninstaller "$TEMP\\uninstall.exe"
  !insertmacro customInstall
SectionEnd
Section "uninstall"
  !insertmacro customUnInstall
SectionEnd
`;
}
