// The ZIP library, as TaoliSheets sees it.
#pragma once
#include <zip.h>
