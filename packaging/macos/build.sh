#!/bin/sh
# Builds, signs and notarizes the application for the kind of Mac it is run on, and packs it as dmg.
# NOT RUN YET: nobody has run it on a Mac.
#
#   sh packaging/macos/build.sh
#
# Needs macOS 13 or later, Xcode's command-line tools, and dmgbuild (python -m pip install dmgbuild
# into .venv). To sign and notarize, which needs an Apple Developer ID:
#
#   SIGN_AS="Developer ID Application: NAME (TEAM)"   a certificate in the keychain
#   NOTARY_PROFILE=NAME   credentials kept before with: xcrun notarytool store-credentials NAME
#
# Without them the result is signed for this computer alone. A build for Apple silicon and one for
# Intel are made each on its own kind of machine.
set -eu

cd "$(dirname "$0")/../.."
app="dist/Desktop Biller.app"
python=.venv/bin/python
identity=${SIGN_AS:--}
entitlements=packaging/macos/entitlements.plist

# The gates first: what fails its tests is not built.
sh run test
"$python" -m PyInstaller --noconfirm --log-level WARN build_installer.spec
"$app/Contents/MacOS/desktop-biller" selftest
"$app/Contents/MacOS/Desktop Biller" --selftest

# From the inside out: a signature covers what it finds inside.
if [ "$identity" = - ]; then stamp=--timestamp=none; else stamp=--timestamp; fi
sign() {
    codesign --force "$stamp" --options runtime --sign "$identity" "$@"
}
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print |
    while IFS= read -r library; do sign "$library"; done
for framework in "$app"/Contents/Frameworks/PySide6/Qt/lib/*.framework; do
    if [ -d "$framework" ]; then sign "$framework"; fi
done
sign --entitlements "$entitlements" "$app/Contents/MacOS/desktop-biller"
sign --entitlements "$entitlements" "$app"
codesign --verify --deep --strict "$app"

version=$("$python" -c 'import desktop_biller; print(desktop_biller.__version__)')
dmg="dist/desktop-biller-$version-$(uname -m).dmg"
"$python" -m dmgbuild -s packaging/macos/dmg_settings.py -D "app=$app" "Desktop Biller" "$dmg"
if [ "$identity" != - ]; then
    codesign --force --timestamp --sign "$identity" "$dmg"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$dmg"
fi
echo "$dmg"
