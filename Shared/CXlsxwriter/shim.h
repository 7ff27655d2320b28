// The library that writes Excel workbooks, as TaoliSheets sees it.
#pragma once
#include <xlsxwriter.h>
