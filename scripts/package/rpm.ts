import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SystemPackage } from './system-package.ts';

/** https://rpm-software-management.github.io/rpm/manual/spec.html */
export function buildRpm({ tree, option, depends }: SystemPackage): void {
  const work = mkdtempSync(join(tmpdir(), 'parley-rpm-'));
  try {
    const spec = join(work, 'parley.spec');
    writeFileSync(spec, specOf({ tree, option, depends }));
    const architecture = option('architecture');
    const target = `${architecture === 'amd64' ? 'x86_64' : architecture}-linux`;
    const places = ['--define', `_topdir ${work}`, '--define', `_tmppath ${work}`];
    const root = join(work, 'root');
    execFileSync('rpmbuild', [
      '-bb',
      '--quiet',
      '--target',
      target,
      '--buildroot',
      root,
      ...places,
      spec,
    ]);
    const built = readdirSync(join(work, 'RPMS'), { recursive: true, encoding: 'utf8' });
    const name = built.find((file) => file.endsWith('.rpm'));
    if (name === undefined) throw new Error('Cannot build the rpm: rpmbuild wrote none.');
    copyFileSync(join(work, 'RPMS', name), option('package'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function specOf({ tree, option, depends }: Omit<SystemPackage, 'recommends'>): string {
  const script = (name: string): string => readFileSync(option(name), 'utf8').replaceAll('%', '%%');
  return `
# The programs are Electron's own: nothing is stripped, searched for dependencies or compiled again.
%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%global _binary_payload w19.zstdio
Name: ${option('name')}
Version: ${option('version')}
Release: 1
Summary: ${option('rpm-summary')}
License: ${option('license')}
URL: ${option('url')}
Vendor: ${option('vendor')}
Packager: ${option('maintainer')}
Group: ${option('category')}
AutoReqProv: no
${depends.map((name) => `Requires: ${name}`).join('\n')}

%description
${option('description')}

%install
mkdir -p %{buildroot}
cp -a ${tree}/. %{buildroot}/

%files
%defattr(-,root,root,-)
/opt/Parley
/usr/share/applications/*
/usr/share/icons/hicolor/*/apps/*
/usr/share/metainfo/*

%post
${script('after-install')}

%postun
${script('after-remove')}
`;
}
