; The Windows installer's own part: for one person, and with the command `parley` where it is wanted.
; The command is a file in a folder that every account has on its PATH already, so the PATH itself, which programs that
; shorten it have destroyed before, is never written.

!include nsDialogs.nsh
!include LogicLib.nsh

!define COMMAND_FILE "$LOCALAPPDATA\Microsoft\WindowsApps\parley.cmd"
!define COMMAND_KEY "Software\Parley"

!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

!ifndef BUILD_UNINSTALLER
  Var commandBox
  Var commandWanted

  ; What was chosen last time, and for a first time: yes.
  !macro customInit
    ReadRegStr $commandWanted HKCU "${COMMAND_KEY}" "Command"
    ${If} $commandWanted == ""
      StrCpy $commandWanted "1"
    ${EndIf}
  !macroend

  !macro customPageAfterChangeDir
    Page custom commandPage commandPageLeave

    Function commandPage
      ; An update asks nothing.
      ${If} ${isUpdated}
        Abort
      ${EndIf}
      nsDialogs::Create 1018
      Pop $0
      ${If} $LANGUAGE == 1049
        ${NSD_CreateCheckbox} 0 0 100% 24u "Команда parley в командной строке (для этой учётной записи)"
      ${Else}
        ${NSD_CreateCheckbox} 0 0 100% 24u "The command parley in a terminal (for this account)"
      ${EndIf}
      Pop $commandBox
      ${If} $commandWanted == "1"
        ${NSD_Check} $commandBox
      ${EndIf}
      nsDialogs::Show
    FunctionEnd

    Function commandPageLeave
      ${NSD_GetState} $commandBox $0
      StrCpy $commandWanted $0
    FunctionEnd
  !macroend

  !macro customInstall
    WriteRegStr HKCU "${COMMAND_KEY}" "Command" "$commandWanted"
    ${If} $commandWanted == "1"
      ; Another program's command of this name is left alone; ours names our program.
      ReadRegStr $0 HKCU "${COMMAND_KEY}" "CommandFile"
      ${If} $0 == "${COMMAND_FILE}"
      ${OrIfNot} ${FileExists} "${COMMAND_FILE}"
        FileOpen $1 "${COMMAND_FILE}" w
        ; By the variable and not by its value: cmd reads a name in another script than this file is written in.
        FileWrite $1 '@"%LOCALAPPDATA%\Programs\${APP_FILENAME}\${APP_EXECUTABLE_FILENAME}" %*$\r$\n'
        FileClose $1
        WriteRegStr HKCU "${COMMAND_KEY}" "CommandFile" "${COMMAND_FILE}"
      ${EndIf}
    ${Else}
      !insertmacro removeCommand
    ${EndIf}
  !macroend
!endif

!macro removeCommand
  ReadRegStr $0 HKCU "${COMMAND_KEY}" "CommandFile"
  ${If} $0 == "${COMMAND_FILE}"
    Delete "${COMMAND_FILE}"
    DeleteRegValue HKCU "${COMMAND_KEY}" "CommandFile"
  ${EndIf}
!macroend

!macro customUnInstall
  ; An update takes the old version away first, and the command stays as it was chosen.
  ${IfNot} ${isUpdated}
    !insertmacro removeCommand
    DeleteRegKey HKCU "${COMMAND_KEY}"
  ${EndIf}
!macroend
