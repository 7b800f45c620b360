@echo off
rem Start Desktop Biller, or test it, with one command and nothing before it:
rem
rem   .\run.cmd                the windows
rem   .\run.cmd demo           the main job on a sample practice; papers in .\demo-output
rem   .\run.cmd test           every gate, then the whole test suite
rem   .\run.cmd test ARGS      only pytest, with these arguments
rem   .\run.cmd COMMAND ARGS   any command of desktop-biller (.\run.cmd --help lists them)
rem
rem This script only finds a Python (3.11 to 3.13); tools\run.py does the rest, on every system.
rem Not run on Windows yet.
setlocal EnableExtensions DisableDelayedExpansion

rem A folder name outside the code page must survive the path files that Python reads at start.
set "PYTHONUTF8=1"

for %%P in ("py -3.13" "py -3.12" "py -3.11" "python") do (
    %%~P -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>&1
    if not errorlevel 1 (
        set "PYTHON_COMMAND=%%~P"
        goto found
    )
)
echo Desktop Biller needs Python 3.11, 3.12 or 3.13, and none was found. Nothing was changed. 1>&2
echo Install one from python.org, then start this command again. 1>&2
exit /b 1

:found
%PYTHON_COMMAND% "%~dp0tools\run.py" %*
exit /b %ERRORLEVEL%
