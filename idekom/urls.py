"""Every address. What stands first here may not be the address of a council: see `FIXED_WORDS`."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.admin import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", site.urls),
    path("konto/", include("meetings.web.member.account_urls")),
    path("mina/", include("meetings.web.member.urls")),
    path("arbete/", include("meetings.web.secretary.urls")),
    path("", include("meetings.web.public.urls")),
]

handler400 = "meetings.web.errors.bad_request"
handler403 = "meetings.web.errors.forbidden"
handler404 = "meetings.web.errors.not_found"
handler500 = "meetings.web.errors.server_error"
