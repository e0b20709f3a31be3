#!/bin/sh
# After the files of Parley are gone (deb: postrm, rpm: %postun). Nothing in a person's own folders is touched.
set -e

# An upgrade removes the old files too: deb says so, rpm counts the versions that stay.
case "$1" in
upgrade | failed-upgrade | abort-install | abort-upgrade | disappear | [1-9]*) exit 0 ;;
esac

root="$DPKG_ROOT"

if type update-alternatives >/dev/null 2>&1; then
    update-alternatives --remove parley /opt/Parley/parley-desktop || true
fi
for name in parley parley-desktop; do
    if [ "$(readlink "$root/usr/bin/$name")" = /opt/Parley/parley-desktop ]; then
        rm -f "$root/usr/bin/$name"
    fi
done

profile=/etc/apparmor.d/parley-desktop
if [ -f "$root$profile" ]; then
    if [ -z "$root" ] && apparmor_status --enabled >/dev/null 2>&1 &&
        ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
        apparmor_parser --remove "$profile" || true
    fi
    rm -f "$root$profile"
fi

if [ -z "$root" ] && type update-desktop-database >/dev/null 2>&1; then
    update-desktop-database /usr/share/applications || true
fi
