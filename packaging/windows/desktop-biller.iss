; Installer of Desktop Biller for Windows (Inno Setup 6.3 or later).
; NOT RUN YET: written from the documentation of Inno Setup; nobody has run it on Windows.
;
;   powershell -File packaging\windows\build.ps1        builds the folder, then this installer
;
; Each user installs for themselves, without an administrator. Practices and backups lie where the
; user put them, settings in the user's own folders: nothing here touches or removes them.

#ifndef AppVersion
  #error Start this script by build.ps1, which reads the version from pyproject.toml.
#endif

#define AppName "Desktop Biller"
#define Root "..\.."

[Setup]
AppId={{6E0B6F5C-2B0E-4A1D-9C55-3C1E7B0F4A52}
AppName={#AppName}
AppVersion={#AppVersion}
AppVerName={#AppName} {#AppVersion}
VersionInfoVersion={#AppVersion}
DefaultDirName={autopf}\{#AppName}
DefaultGroupName={#AppName}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; The oldest Windows that the pinned Qt supports: Windows 10, version 1809.
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
InfoAfterFile={#Root}\THIRD_PARTY_NOTICES.md
OutputDir={#Root}\dist
OutputBaseFilename=desktop-biller-{#AppVersion}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
UninstallDisplayIcon={app}\{#AppName}.exe
; A running program holds a practice open: Windows asks the user to close it first.
CloseApplications=yes
RestartApplications=no
#ifdef Sign
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "Put {#AppName} on the desktop"; Flags: unchecked

[InstallDelete]
; Modules of an older version must not stay beside those of this one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\desktop-biller\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\{#AppName}"; Filename: "{app}\{#AppName}.exe"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\{#AppName}.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\{#AppName}.exe"; Description: "Start {#AppName}"; Flags: nowait postinstall skipifsilent
