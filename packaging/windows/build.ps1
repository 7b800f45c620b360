# Builds the application and its installer on Windows 10 or 11 (x64).
# NOT RUN YET: nobody has run it on Windows.
#
#   powershell -File packaging\windows\build.ps1
#
# Needs Python 3.12 or 3.13 from python.org, Inno Setup 6.3 (iscc on the path) and, to sign, the
# Windows SDK's signtool with a certificate: set DESKTOP_BILLER_CERTIFICATE to its SHA-1 thumbprint.
# Without it the build is unsigned, and SmartScreen warns whoever starts it.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')

function Invoke-Checked {
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with exit code $LASTEXITCODE." }
}

$timestamp = 'http://timestamp.digicert.com'
$certificate = $env:DESKTOP_BILLER_CERTIFICATE
$python = '.venv\Scripts\python.exe'

# The gates first: what fails its tests is not built.
Invoke-Checked '.\run.cmd' @('test')
Invoke-Checked $python @('-m', 'PyInstaller', '--noconfirm', '--log-level', 'WARN', 'build_installer.spec')
Invoke-Checked 'dist\desktop-biller\desktop-biller.exe' @('selftest')
Invoke-Checked 'dist\desktop-biller\desktop-biller.exe' @('selftest', '--windows')

if ($certificate) {
    $files = Get-ChildItem 'dist\desktop-biller' -Recurse -Include *.exe, *.dll, *.pyd |
        Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -eq 'NotSigned' }
    foreach ($file in $files) {
        Invoke-Checked 'signtool' @(
            'sign', '/sha1', $certificate, '/fd', 'sha256', '/tr', $timestamp, '/td', 'sha256', $file.FullName)
    }
}

$version = & $python -c 'import desktop_biller; print(desktop_biller.__version__)'
$installer = @("/DAppVersion=$version")
if ($certificate) {
    # $f is Inno Setup's name of the file to sign, $q its quotation mark.
    $sign = 'signtool sign /sha1 ' + $certificate + ' /fd sha256 /tr ' + $timestamp + ' /td sha256 $f'
    $installer += @('/DSign', "/Ssign=$sign")
}
Invoke-Checked 'iscc' ($installer + 'packaging\windows\desktop-biller.iss')
Write-Host "dist\desktop-biller-$version-setup.exe"
