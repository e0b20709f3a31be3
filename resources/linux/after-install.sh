#!/bin/sh
# After the files of Parley are in place (deb: postinst, rpm: %post). DPKG_ROOT: another root than this system's.
set -e

root="$DPKG_ROOT"

# As root `unshare` always works, so whether a person may make user namespaces cannot be asked here. Chromium uses this
# program only where they may not.
chmod 4755 "$root/opt/Parley/chrome-sandbox"

# The command by the package's own name, and as `parley` where no other program is called that: a file that is no link
# of ours is left alone.
mkdir -p "$root/usr/bin"
ln -sfn /opt/Parley/parley-desktop "$root/usr/bin/parley-desktop"
if type update-alternatives >/dev/null 2>&1; then
    update-alternatives --install /usr/bin/parley parley /opt/Parley/parley-desktop 50 || true
elif [ ! -e "$root/usr/bin/parley" ] && [ ! -L "$root/usr/bin/parley" ]; then
    ln -s /opt/Parley/parley-desktop "$root/usr/bin/parley"
fi

# Ubuntu 24.04 and newer let a program make user namespaces only by a profile, which older ones cannot read.
profile="$root/opt/Parley/resources/apparmor-profile"
if apparmor_status --enabled >/dev/null 2>&1 &&
    apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
    cp -f "$profile" "$root/etc/apparmor.d/parley-desktop"
    if [ -z "$root" ] && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
        apparmor_parser --replace --write-cache --skip-read-cache /etc/apparmor.d/parley-desktop || true
    fi
fi

if [ -z "$root" ] && type update-desktop-database >/dev/null 2>&1; then
    update-desktop-database /usr/share/applications || true
fi
